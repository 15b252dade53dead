// Meridians and parallels each 15 degrees; equator and Greenwich a little stronger.
const float graticuleStrength = 0.13;

float lineAt(float x, float width)
{
    return 1.0 - smoothstep(0.35 * lineScale * width, 0.35 * lineScale * width + 0.8 * width, abs(x));
}

float graticuleAt(float lat, float lon)
{
    const float spacing = pi / 12.0;
    float latWidth = max(fwidth(lat), 1e-7);
    // longitude jumps at the date line: take the smaller of two derivatives
    float lonWidth = max(min(fwidth(lon), fwidth(mod(lon + 2.0 * pi, 2.0 * pi))), 1e-7);
    float parallel = lineAt((fract(lat / spacing + 0.5) - 0.5) * spacing, latWidth);
    float meridian = lineAt((fract(lon / spacing + 0.5) - 0.5) * spacing, lonWidth);
    // meridians end where they would run together
    meridian *= 1.0 - smoothstep(radians(74.0), radians(77.0), abs(lat));
    float main = max(lineAt(lat, latWidth), lineAt(lon, lonWidth));
    return graticuleStrength * max(max(parallel, meridian), 1.8 * main);
}
