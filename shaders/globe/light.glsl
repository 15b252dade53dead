// Soft light from the viewer and the air in front of the limb. The centre of the view keeps its colours.
uniform float darkness;  // 1: dark palette, 0: light

vec3 airColour()
{
    return mix(vec3(0.55, 0.68, 0.86), vec3(0.36, 0.62, 1.0), darkness);
}

vec3 lit(vec3 colour, float facing)
{
    float shade = mix(mix(0.80, 0.50, darkness), 1.0, sqrt(facing));
    float away = 1.0 - facing;
    float air = away * away * away * sqrt(away);
    return mix(colour * shade, mix(vec3(0.93, 0.96, 1.0), airColour(), darkness), mix(0.55, 0.62, darkness) * air);
}
