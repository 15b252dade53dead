// Contour lines of constant width on the screen.
uniform float contourInterval;  // 0: none
uniform float lineScale;        // pixels a line width unit

float contourAt(float value)
{
    if (contourInterval <= 0.0) {
        return 0.0;
    }
    float level = value / contourInterval;
    float slope = max(fwidth(level), 1e-9);
    float pixels = abs(fract(level - 0.5) - 0.5) / slope;
    float line = 1.0 - smoothstep(0.35 * lineScale, 0.35 * lineScale + 0.9, pixels);
    return line * (1.0 - smoothstep(0.15, 0.4, slope));
}
