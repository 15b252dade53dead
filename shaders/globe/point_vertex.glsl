// Observations: one point each, its shape drawn by the fragment shader.
//VTK::System::Dec
in vec3 place;
in float value;
in float glyph;  // 0 used, 1 held out, 2 rejected
uniform mat4 clipFromWorld;
uniform vec3 eye;
uniform float pointSize;  // pixels
out float shownValue;
out float shape;
out float visible;

void main()
{
    float height = dot(place, eye) - 1.0;
    shownValue = value;
    shape = glyph;
    visible = smoothstep(0.0, 0.08, height);
    gl_PointSize = pointSize * (glyph > 1.5 ? 1.45 : glyph > 0.5 ? 1.3 : 1.0);
    gl_Position = height > 0.0 ? clipFromWorld * vec4(place, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}
