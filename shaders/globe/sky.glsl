// The sky around the Earth and the glow of the air beyond the limb, worked out on rings of vertices: both are smooth,
// and software OpenGL pays for every pixel of a large view.
uniform float darkness;     // 1: dark palette, 0: light
uniform float transparent;  // 1: no sky
uniform vec2 halfView;      // tangents of half the view's width and height
uniform float distance;     // of the eye from the Earth's centre, Earth radii

// premultiplied
vec4 skyAt(vec2 ndc)
{
    // the ray passes the centre at b = distance * sin(angle) radii
    float tangent2 = dot(ndc * halfView, ndc * halfView);
    float above = max(distance * sqrt(tangent2 / (1.0 + tangent2)) - 1.0, 0.0);
    float aspect = halfView.x / halfView.y;
    float radius = length(ndc * vec2(min(aspect, 1.6) / 1.6, 1.0));
    vec3 sky = mix(mix(vec3(0.975, 0.982, 0.99), vec3(0.80, 0.855, 0.915), smoothstep(0.2, 1.5, radius)),
                   mix(vec3(0.070, 0.100, 0.155), vec3(0.012, 0.017, 0.032), smoothstep(0.25, 1.45, radius)), darkness);
    float glow = mix(0.30, 0.55, darkness) * exp(-above * 28.0) + mix(0.10, 0.20, darkness) * exp(-above * 7.0);
    glow *= 0.78 + 0.22 * dot(normalize(ndc + 1e-5), vec2(-0.53, 0.848));
    // a picture without sky ends at its frame: there the glow has gone
    glow *= 1.0 - transparent * smoothstep(0.0, 1.0, (max(abs(ndc.x), abs(ndc.y)) - 0.88) / 0.12);
    vec3 air = mix(vec3(0.55, 0.68, 0.86), vec3(0.36, 0.62, 1.0), darkness);
    return mix(vec4(mix(sky, air, glow), 1.0), vec4(air * glow, glow), transparent);
}
