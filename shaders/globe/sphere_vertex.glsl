out vec2 ndc;

void main()
{
    ndc = discVertex();
    gl_Position = vec4(ndc, 0.0, 1.0);
}
