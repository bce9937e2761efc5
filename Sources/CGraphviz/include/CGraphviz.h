#ifndef MEANWHILE_CGRAPHVIZ_H
#define MEANWHILE_CGRAPHVIZ_H

#include <stddef.h>

// A small C interface to the Graphviz library that shows none of Graphviz's own types.
//
// Graphviz keeps its state in global variables. No two of these functions may run at once.
// Nothing is printed: what the library has to say is collected in `messages`.

// What became of a request.
typedef enum {
  MEANWHILE_GRAPHVIZ_OK = 0,
  // A plugin of Graphviz could not be loaded: `messages` names the file and the folder.
  MEANWHILE_GRAPHVIZ_PLUGIN_MISSING,
  // The text is not one graph in the DOT language.
  MEANWHILE_GRAPHVIZ_UNREADABLE,
  // The engine is unknown or could not place the graph.
  MEANWHILE_GRAPHVIZ_LAYOUT_FAILED,
  // The format is unknown or could not be written.
  MEANWHILE_GRAPHVIZ_RENDERING_FAILED,
  // The bitmap would have more than `MEANWHILE_GRAPHVIZ_PIXELS_MAX` pixels.
  MEANWHILE_GRAPHVIZ_TOO_LARGE,
  MEANWHILE_GRAPHVIZ_OUT_OF_MEMORY,
} meanwhile_graphviz_status;

// The largest bitmap that is drawn, in pixels; it takes four bytes each while it is drawn.
#define MEANWHILE_GRAPHVIZ_PIXELS_MAX 64000000

// What a request gives back. All of it is set whatever the status.
typedef struct {
  // The picture, to be freed; NULL if the status is not OK.
  char *bytes;
  size_t length;
  // Errors and warnings, one a line, cut after some thousand bytes. Never NULL, often empty,
  // and valid until the next request.
  const char *messages;
} meanwhile_graphviz_output;

// The width of a line of UTF-8 text in points, at a size of the font in points.
typedef double (*meanwhile_graphviz_width)(const char *text, double font_size);

// From now on layouts measure text with `width`, so that installed fonts do not matter.
void meanwhile_graphviz_measure_with(meanwhile_graphviz_width width);

// Lays out `length` bytes of DOT text with `engine` ("dot", "nop2") and writes it in `format`
// ("svg", "dot"). After the graph there must be nothing but white space: a quotation that is left
// open there is not noticed and spoils the next request.
meanwhile_graphviz_status meanwhile_graphviz_render(
    const char *dot, size_t length, const char *engine, const char *format,
    meanwhile_graphviz_output *output);

// As above for "png" and "pdf": the layout is the same, then the installed fonts draw it.
// `dots_per_inch` is the resolution of a bitmap, 72 makes one pixel a point.
meanwhile_graphviz_status meanwhile_graphviz_draw(
    const char *dot, size_t length, const char *engine, const char *format, double dots_per_inch,
    meanwhile_graphviz_output *output);

// Frees the bytes that a request gave back. May be called twice.
void meanwhile_graphviz_free(meanwhile_graphviz_output *output);

// The version that the library reports, or an empty text if its plugins cannot be loaded.
const char *meanwhile_graphviz_version(void);

#endif
