#ifndef C_PAGE_RESOURCES_H
#define C_PAGE_RESOURCES_H

#include <stddef.h>

/// Bytes of the program that are there as long as it runs.
struct PageResource {
  const unsigned char *_Nonnull bytes;
  size_t count;
};

/// The style sheets of a page, one after the other.
struct PageResource page_styles(void);

/// The scripts of a page, one after the other.
struct PageResource page_scripts(void);

/// The words of a page: JSON, a text for each key.
struct PageResource page_words(void);

#endif
