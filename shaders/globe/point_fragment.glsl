// Shape says use, colour says value: circle used, diamond held out, hollow cross rejected.
in float shownValue;
in float shape;
in float visible;
uniform float pointSize;

// distance to the edge of the shape, in pixels, negative inside
float edgeAt(vec2 p, float radius)
{
    if (shape < 0.5) {
        return length(p) - radius;
    }
    if (shape < 1.5) {
        return (abs(p.x) + abs(p.y) - radius) * 0.7071;
    }
    vec2 q = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071;
    return max(min(q.x, q.y) - 0.34 * radius, max(q.x, q.y) - radius);
}

void main()
{
    float size = pointSize * (shape > 1.5 ? 1.45 : shape > 0.5 ? 1.3 : 1.0);
    float radius = 0.5 * size - 0.5;
    float edge = edgeAt((gl_PointCoord - 0.5) * size, radius);
    float alpha = clamp(0.5 - edge, 0.0, 1.0) * visible;
    if (alpha <= 0.0) {
        discard;
    }
    // a thin dark line, a pale ring and the colour: legible on any field
    float ring = clamp(0.09 * pointSize, 0.8, 3.0);
    float core = clamp(0.5 - (edge + 1.7 * ring), 0.0, 1.0);
    float pale = clamp(0.5 - (edge + ring), 0.0, 1.0);
    vec3 inner = shownValue < 1e29 ? colourOf(shownValue) : vec3(0.62);
    vec3 colour = mix(vec3(0.04, 0.05, 0.07), mix(vec3(0.97), inner, shape > 1.5 ? 0.0 : core), pale);
    gl_FragData[0] = vec4(colour * alpha, alpha);
}
