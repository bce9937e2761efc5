#ifndef MEANWHILE_MEASURE_H
#define MEANWHILE_MEASURE_H

#include <gvplugin.h>

// A plugin that measures text with the function given to `meanwhile_graphviz_measure_with`. The
// library's own estimate goes byte by byte and makes everything but ASCII far too wide.
extern gvplugin_library_t meanwhile_measure_plugin;

#endif
