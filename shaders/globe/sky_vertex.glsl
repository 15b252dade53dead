out vec4 sky;

void main()
{
    vec2 ndc = discVertex();
    sky = skyAt(ndc);
    gl_Position = vec4(ndc, 0.0, 1.0);
}
