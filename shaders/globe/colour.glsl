// Colours of values: the map inside the range, two colours of their own outside.
uniform sampler2D colourMap;  // 256 x 1
uniform vec2 range;
uniform vec3 underColour;
uniform vec3 overColour;

vec3 colourOf(float value)
{
    float t = (value - range.x) / (range.y - range.x);
    vec3 inside = texture(colourMap, vec2((clamp(t, 0.0, 1.0) * 255.0 + 0.5) / 256.0, 0.5)).rgb;
    return t < -1e-4 ? underColour : t > 1.0001 ? overColour : inside;
}
