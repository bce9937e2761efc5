#include "measure.h"

#include <gvplugin_textlayout.h>
#include <stdbool.h>
#include <stddef.h>

#include "CGraphviz.h"

// How far apart lines are, and the middle of a line from its base, in parts of the font's size.
static const double line_height = 1.2;
static const double center_line = 0.1;

static meanwhile_graphviz_width width_of;

void meanwhile_graphviz_measure_with(meanwhile_graphviz_width width) { width_of = width; }

// The library calls its truth values `boolean` at first and `bool` later.
typedef __typeof__(((gvtextlayout_engine_t *)NULL)->textlayout(NULL, NULL)) is_measured;

static is_measured measure(textspan_t *line, char **font_file) {
  (void)font_file;
  if (width_of == NULL) return false;
  double size = line->font->size;
  line->size.x = width_of(line->str, size);
  line->size.y = size * line_height;
  line->yoffset_layout = 0;
  line->yoffset_centerline = size * center_line;
  line->layout = NULL;
  line->free_layout = NULL;
  return true;
}

static gvtextlayout_engine_t engine = {measure};

static gvplugin_installed_t engines[] = {
    {.type = "textlayout", .engine = &engine},
    {.type = NULL},
};

static gvplugin_api_t interfaces[] = {
    {.api = API_textlayout, .types = engines},
    {.types = NULL},
};

gvplugin_library_t meanwhile_measure_plugin = {.packagename = "meanwhile", .apis = interfaces};
