// One instance a piece of line: four corners around it, of constant width on the screen.
//VTK::System::Dec
in vec3 start;
in vec3 end;
uniform mat4 clipFromWorld;
uniform vec3 eye;
uniform vec2 pixels;       // size of the view
uniform float halfWidth;   // pixels, with the soft edge
out float across;          // pixels from the middle of the line
out float visible;         // 0 behind the limb

void main()
{
    bool second = gl_VertexID > 1;
    float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    vec3 here = second ? end : start;
    float height = dot(here, eye) - 1.0;
    across = side * halfWidth;
    visible = smoothstep(0.0, 0.12, height);
    if (dot(start, eye) < 1.0 || dot(end, eye) < 1.0) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        return;
    }
    vec4 a = clipFromWorld * vec4(start, 1.0);
    vec4 b = clipFromWorld * vec4(end, 1.0);
    vec2 way = (b.xy / b.w - a.xy / a.w) * pixels;
    way = length(way) > 1e-6 ? normalize(way) : vec2(1.0, 0.0);
    vec4 place = second ? b : a;
    place.xy += place.w * side * halfWidth * 2.0 * vec2(-way.y, way.x) / pixels;
    gl_Position = place;
}
