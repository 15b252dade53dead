// Soft light from the viewer, the air at the limb and the sky behind. The centre of the view keeps its colours.
uniform float darkness;     // 1: dark palette, 0: light
uniform float transparent;  // 1: no sky

vec3 airColour()
{
    return mix(vec3(0.55, 0.68, 0.86), vec3(0.36, 0.62, 1.0), darkness);
}

vec3 lit(vec3 colour, float facing)
{
    float shade = mix(mix(0.80, 0.50, darkness), 1.0, pow(facing, 0.6));
    float air = pow(1.0 - facing, 3.5);
    return mix(colour * shade, mix(vec3(0.93, 0.96, 1.0), airColour(), darkness), mix(0.55, 0.62, darkness) * air);
}

// premultiplied sky at a ray that passes the Earth's centre at a distance of b radii
vec4 skyAt(vec2 ndc, float b, float aspect)
{
    float radius = length(ndc * vec2(min(aspect, 1.6) / 1.6, 1.0));
    vec3 sky = mix(mix(vec3(0.975, 0.982, 0.99), vec3(0.80, 0.855, 0.915), smoothstep(0.2, 1.5, radius)),
                   mix(vec3(0.070, 0.100, 0.155), vec3(0.012, 0.017, 0.032), smoothstep(0.25, 1.45, radius)), darkness);
    float above = max(b - 1.0, 0.0);
    float glow = mix(0.30, 0.55, darkness) * exp(-above * 26.0) + mix(0.10, 0.20, darkness) * exp(-above * 7.0);
    glow *= 0.78 + 0.22 * dot(normalize(ndc + 1e-5), normalize(vec2(-0.5, 0.8)));
    // one step of 8 bits of noise hides the bands of a slow gradient
    float noise = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
    vec4 opaque = vec4(mix(sky, airColour(), glow) + noise / 255.0, 1.0);
    return mix(opaque, vec4(airColour() * glow, glow), transparent);
}
