#ifndef MEANWHILE_CONTEXT_H
#define MEANWHILE_CONTEXT_H

#include <gvc.h>

// The two contexts of Graphviz. A context that is thrown away leaks, so each is made once and kept.

// Knows the engines and the text formats and nothing of fonts. NULL, with a message, if a plugin
// cannot be loaded.
GVC_t *meanwhile_plain_context(void);

// Knows whatever is installed, fonts included.
GVC_t *meanwhile_ordinary_context(void);

#endif
