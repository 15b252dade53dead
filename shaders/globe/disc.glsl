// A strip of triangles around the Earth's disc, made from the vertex number alone: from an inner to an outer
// circle. Software OpenGL runs a fragment shader to its end for every pixel, so each pixel gets only its own.
const int sides = 72;
uniform vec2 inner;  // half-axes of the inner circle in the view, 0 for a full disc
uniform vec2 outer;

vec2 discVertex()
{
    float angle = 6.2831853 * float(gl_VertexID / 2) / float(sides);
    return vec2(cos(angle), sin(angle)) * ((gl_VertexID & 1) == 0 ? inner : outer);
}
