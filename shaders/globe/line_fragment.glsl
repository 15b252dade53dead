//VTK::System::Dec
//VTK::Output::Dec
in float across;
in float visible;
uniform vec4 lineColour;
uniform float halfWidth;

void main()
{
    float alpha = lineColour.a * visible * clamp(halfWidth - abs(across), 0.0, 1.0);
    gl_FragData[0] = vec4(lineColour.rgb * alpha, alpha);
}
