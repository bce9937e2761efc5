#define _GNU_SOURCE
#include "context.h"

#include <dlfcn.h>
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "measure.h"
#include "messages.h"

// The context keeps a pointer to this list; the empty last entry ends it.
static lt_symlist_t plugins[] = {
    {"gvplugin_meanwhile_LTX_library", &meanwhile_measure_plugin},
    {"gvplugin_core_LTX_library", NULL},
    {"gvplugin_dot_layout_LTX_library", NULL},
    {"gvplugin_neato_layout_LTX_library", NULL},
    {NULL, NULL},
};

static const char remedy[] = "`apt-get install libgraphviz-dev` installs it";

// The folder of plugins is beside the library that this process runs with.
static bool find_folder(char folder[PATH_MAX]) {
  Dl_info library;
  if (dladdr((void *)gvContext, &library) == 0) {
    meanwhile_messages_add("It is not known where the Graphviz library was loaded from");
    return false;
  }
  const char *end = strrchr(library.dli_fname, '/');
  int parent = end == NULL ? 0 : (int)(end - library.dli_fname);
  snprintf(folder, PATH_MAX, "%.*s/graphviz", parent, library.dli_fname);
  return true;
}

// Loads the library that defines `symbol`: its file is lib, the symbol's beginning, .so, a number.
static void *load(const char *folder, const char *symbol) {
  int stem = (int)(strstr(symbol, "_LTX_library") - symbol);
  char pattern[2 * PATH_MAX];
  snprintf(pattern, sizeof pattern, "%s/lib%.*s.so*", folder, stem, symbol);
  glob_t files;
  if (glob(pattern, 0, NULL, &files) != 0) {
    meanwhile_messages_add("lib%.*s.so is not in the folder %s: %s", stem, symbol, folder, remedy);
    return NULL;
  }
  void *library = dlopen(files.gl_pathv[0], RTLD_NOW | RTLD_LOCAL);
  void *address = library == NULL ? NULL : dlsym(library, symbol);
  if (address == NULL) {
    meanwhile_messages_add("%s cannot be used (%s): %s", files.gl_pathv[0], dlerror(), remedy);
  }
  globfree(&files);
  return address;
}

GVC_t *meanwhile_plain_context(void) {
  static GVC_t *context;
  if (context != NULL) return context;
  char folder[PATH_MAX];
  if (!find_folder(folder)) return NULL;
  for (lt_symlist_t *plugin = plugins; plugin->name != NULL; plugin++) {
    if (plugin->address == NULL) plugin->address = load(folder, plugin->name);
    if (plugin->address == NULL) return NULL;
  }
  context = gvContextPlugins(plugins, false);
  return context;
}

GVC_t *meanwhile_ordinary_context(void) {
  static GVC_t *context;
  if (context == NULL) context = gvContext();
  return context;
}
