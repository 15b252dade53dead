// One ray a pixel against the unit sphere: no mesh, so the limb and the poles are exact.
uniform vec3 eye;        // Earth radii, z to the north pole
uniform vec3 forward;
uniform vec3 rightward;  // scaled by half the width of the view at distance 1
uniform vec3 upward;     // likewise by half its height
in vec2 ndc;

vec3 surfaceColour(float lat, float lon)
{
    Sample here = fieldAt(lat, lon);
    float stripe = smoothstep(0.35, 0.5, abs(fract((gl_FragCoord.x + gl_FragCoord.y) / (8.0 * lineScale)) - 0.5) * 1.6);
    vec3 ground = mix(vec3(0.80, 0.845, 0.885), vec3(0.115, 0.150, 0.205), darkness);
    vec3 hatch = mix(vec3(0.50), vec3(0.60), stripe) * mix(1.3, 0.85, darkness);
    vec3 colour = here.weight >= 0.5 ? colourOf(here.value) : here.weight >= 0.0 ? hatch : ground;
    float tone = dot(colour, vec3(0.30, 0.59, 0.11));
#ifdef CONTOURS
    colour = mix(colour, vec3(step(tone, 0.42)), 0.55 * contourAt(here.value) * step(0.5, here.weight));
#endif
#ifdef GRATICULE
    colour = mix(colour, vec3(mix(0.1, 1.0, max(darkness, step(tone, 0.5)))), graticuleAt(lat, lon));
#endif
    return colour;
}

void main()
{
    vec3 ray = normalize(forward + ndc.x * rightward + ndc.y * upward);
    float along = -dot(eye, ray);
    float b = sqrt(max(dot(eye, eye) - along * along, 0.0));
    float inside = clamp(0.5 + (1.0 - b) / max(fwidth(b), 1e-6), 0.0, 1.0);
    vec3 p = normalize(eye + (along - sqrt(max(1.0 - b * b, 0.0))) * ray);
    vec3 colour = lit(surfaceColour(asin(clamp(p.z, -1.0, 1.0)), atan(p.y, p.x)), max(dot(p, -ray), 0.0));
    gl_FragData[0] = vec4(colour, 1.0) * inside;
}
