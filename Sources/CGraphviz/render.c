#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CGraphviz.h"
#include "context.h"
#include "messages.h"

typedef meanwhile_graphviz_status status;
typedef meanwhile_graphviz_output output;

// A graph and the context that it is laid out in.
typedef struct {
  GVC_t *context;
  Agraph_t *graph;
} picture;

static status read_text(const char *dot, size_t length, Agraph_t **graph) {
  if (memchr(dot, '\0', length) != NULL) {
    meanwhile_messages_add("The text has a NUL character");
    return MEANWHILE_GRAPHVIZ_UNREADABLE;
  }
  char *text = strndup(dot, length);
  if (text == NULL) return MEANWHILE_GRAPHVIZ_OUT_OF_MEMORY;
  meanwhile_messages_begin_reading();
  *graph = agmemread(text);
  // The library keeps what follows the graph and would read it before the next text.
  Agraph_t *rest = agmemread("");
  meanwhile_messages_end_reading();
  free(text);
  if (*graph != NULL && rest == NULL && agerrors() < AGERR) return MEANWHILE_GRAPHVIZ_OK;
  if (*graph == NULL || rest != NULL) meanwhile_messages_add("The text is not one graph");
  if (*graph != NULL) agclose(*graph);
  if (rest != NULL) agclose(rest);
  return MEANWHILE_GRAPHVIZ_UNREADABLE;
}

// Some engines report an error and still return success: that is no layout either.
static status lay_out(picture *picture, const char *engine) {
  int code = gvLayout(picture->context, picture->graph, engine);
  if (code == 0 && agerrors() < AGERR) return MEANWHILE_GRAPHVIZ_OK;
  return MEANWHILE_GRAPHVIZ_LAYOUT_FAILED;
}

// The length is an `unsigned` before version 14 and a `size_t` since: a zeroed `size_t` holds both.
static status write_picture(picture *picture, const char *format, output *output) {
  int code = gvRenderData(picture->context, picture->graph, format, &output->bytes,
                          (void *)&output->length);
  if (code == 0 && output->bytes != NULL) return MEANWHILE_GRAPHVIZ_OK;
  meanwhile_graphviz_free(output);
  return MEANWHILE_GRAPHVIZ_RENDERING_FAILED;
}

// Frees the layout, also one that failed half-way, and the graph.
static void discard(picture *picture) {
  gvFreeLayout(picture->context, picture->graph);
  agclose(picture->graph);
}

static status render(const char *dot, size_t length, const char *engine, const char *format,
                     output *output) {
  picture plain = {.context = meanwhile_plain_context()};
  if (plain.context == NULL) return MEANWHILE_GRAPHVIZ_PLUGIN_MISSING;
  status status = read_text(dot, length, &plain.graph);
  if (status != MEANWHILE_GRAPHVIZ_OK) return status;
  status = lay_out(&plain, engine);
  if (status == MEANWHILE_GRAPHVIZ_OK) status = write_picture(&plain, format, output);
  discard(&plain);
  return status;
}

static bool is_too_large(picture *picture, double dots_per_inch) {
  boxf box = GD_bb(picture->graph);
  double width = (box.UR.x - box.LL.x) * dots_per_inch / POINTS_PER_INCH;
  double height = (box.UR.y - box.LL.y) * dots_per_inch / POINTS_PER_INCH;
  // Cairo draws bitmaps of at most 32,767 pixels a side.
  if (width * height <= MEANWHILE_GRAPHVIZ_PIXELS_MAX && width < 32768 && height < 32768) return false;
  meanwhile_messages_add("It would have %.0f by %.0f pixels; %d in all are the most that is drawn",
                         width, height, MEANWHILE_GRAPHVIZ_PIXELS_MAX);
  return true;
}

static status draw(const char *dot, size_t length, const char *engine, const char *format,
                   double dots_per_inch, output *output) {
  meanwhile_graphviz_output placed = {0};
  status status = render(dot, length, engine, "dot", &placed);
  if (status != MEANWHILE_GRAPHVIZ_OK) return status;
  picture drawn = {.context = meanwhile_ordinary_context()};
  status = read_text(placed.bytes, placed.length, &drawn.graph);
  meanwhile_graphviz_free(&placed);
  if (status != MEANWHILE_GRAPHVIZ_OK) return status;
  char resolution[32];
  snprintf(resolution, sizeof resolution, "%.3f", dots_per_inch);
  agsafeset(drawn.graph, "dpi", resolution, "");
  status = lay_out(&drawn, "nop2");
  if (status == MEANWHILE_GRAPHVIZ_OK && strcmp(format, "png") == 0 &&
      is_too_large(&drawn, dots_per_inch)) {
    status = MEANWHILE_GRAPHVIZ_TOO_LARGE;
  }
  if (status == MEANWHILE_GRAPHVIZ_OK) status = write_picture(&drawn, format, output);
  discard(&drawn);
  return status;
}

status meanwhile_graphviz_render(const char *dot, size_t length, const char *engine,
                                 const char *format, output *output) {
  *output = (meanwhile_graphviz_output){0};
  meanwhile_messages_begin();
  status status = render(dot, length, engine, format, output);
  output->messages = meanwhile_messages_end();
  return status;
}

status meanwhile_graphviz_draw(const char *dot, size_t length, const char *engine,
                               const char *format, double dots_per_inch, output *output) {
  *output = (meanwhile_graphviz_output){0};
  meanwhile_messages_begin();
  status status = draw(dot, length, engine, format, dots_per_inch, output);
  output->messages = meanwhile_messages_end();
  return status;
}

void meanwhile_graphviz_free(output *output) {
  if (output->bytes != NULL) gvFreeRenderData(output->bytes);
  output->bytes = NULL;
  output->length = 0;
}

const char *meanwhile_graphviz_version(void) {
  meanwhile_messages_begin();
  GVC_t *context = meanwhile_plain_context();
  meanwhile_messages_end();
  return context == NULL ? "" : gvcVersion(context);
}
