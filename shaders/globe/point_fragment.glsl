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
    return max(min(q.x, q.y) - 0.30 * radius, max(q.x, q.y) - radius);
}

void main()
{
    float size = pointSize * (shape > 0.5 ? 1.25 : 1.0);
    float radius = 0.5 * size - 1.0;
    float rim = clamp(0.16 * size, 0.9, 3.0);
    float edge = edgeAt((gl_PointCoord - 0.5) * size, radius);
    float alpha = clamp(0.5 - edge, 0.0, 1.0) * visible;
    if (alpha <= 0.0) {
        discard;
    }
    float core = clamp(0.5 - (edge + rim), 0.0, 1.0);
    bool hasValue = shownValue < 1e29;
    vec3 inner = hasValue ? colourOf(shownValue) : vec3(0.62);
    float tone = dot(inner, vec3(0.30, 0.59, 0.11));
    vec3 outline = shape > 1.5 ? vec3(0.08) : vec3(tone > 0.55 ? 0.06 : 0.97);
    if (shape > 1.5) {
        inner = vec3(0.93);
    }
    gl_FragData[0] = vec4(mix(outline, inner, core) * alpha, alpha);
}
