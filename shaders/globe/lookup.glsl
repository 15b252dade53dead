// Bilinear lookup of the field by latitude and longitude (radians): the twin of ui/globe/field_map.
const float pi = 3.14159265358979;
const float missingFrom = 1e29;
uniform float lineScale;  // pixels of a line one unit wide

uniform sampler2D fieldValues;   // rows north to south, columns eastward
uniform sampler2D fieldRows;     // fractional row from +90 to -90 degrees
uniform sampler2D fieldColumns;  // fractional column from 0 to 360 degrees east of fieldWest
uniform vec2 fieldSize;          // columns, rows; 0 without a field
uniform float fieldWest;         // radians

struct Sample {
    float value;
    float weight;  // share of the corners that have a value, -1 outside the field
};

float tableAt(sampler2D table, float x)
{
    float size = float(textureSize(table, 0).x);
    return texture(table, vec2((x * (size - 1.0) + 0.5) / size, 0.5)).r;
}

Sample fieldAt(float lat, float lon)
{
    vec2 place = vec2(tableAt(fieldColumns, fract((lon - fieldWest) / (2.0 * pi))), tableAt(fieldRows, 0.5 - lat / pi));
    bool covered = all(greaterThanEqual(place, vec2(-0.5))) && all(lessThanEqual(place, fieldSize - 0.5));
    place = clamp(place, vec2(0.0), fieldSize - 1.0);
    ivec2 low = ivec2(place);
    ivec2 high = min(low + 1, ivec2(fieldSize) - 1);
    vec2 f = place - vec2(low);
    vec4 v = vec4(texelFetch(fieldValues, low, 0).r, texelFetch(fieldValues, ivec2(high.x, low.y), 0).r,
                  texelFetch(fieldValues, ivec2(low.x, high.y), 0).r, texelFetch(fieldValues, high, 0).r);
    vec4 w = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
    vec4 there = vec4(lessThan(v, vec4(missingFrom)));
    float weight = dot(w, there);
    return Sample(dot(w * there, v * there) / max(weight, 1e-6), covered ? weight : -1.0);
}
