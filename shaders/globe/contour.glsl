// Contour lines of constant width on the screen.
uniform float contourInterval;

float contourAt(float value)
{
    float level = value / contourInterval;
    float slope = max(fwidth(level), 1e-9);
    float pixels = abs(fract(level - 0.5) - 0.5) / slope;
    float line = 1.0 - smoothstep(0.25 * lineScale, 0.25 * lineScale + 0.9, pixels);
    return line * (1.0 - smoothstep(0.15, 0.4, slope));
}
