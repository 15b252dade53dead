in vec4 sky;

void main()
{
    // less than one step of 8 bits of noise hides the bands of a slow gradient
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    gl_FragData[0] = sky + noise * sky.a / 255.0;
}
