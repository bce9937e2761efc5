#include "messages.h"

#include <cgraph.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char text[8192];
static size_t length;
static agusererrf other_listener;
static agerrlevel_t other_level;

// Messages come in pieces ("Error", ": ", "syntax error in line 1\n"); later ones may be cut.
static int listen(char *piece) {
  size_t room = sizeof text - 1 - length;
  size_t taken = strnlen(piece, room);
  memcpy(text + length, piece, taken);
  length += taken;
  text[length] = '\0';
  return 0;
}

void meanwhile_messages_begin(void) {
  length = 0;
  text[0] = '\0';
  agreseterrors();
  other_listener = agseterrf(listen);
  other_level = agseterr(AGWARN);
}

const char *meanwhile_messages_end(void) {
  agseterrf(other_listener);
  agseterr(other_level);
  return text;
}

void meanwhile_messages_add(const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  listen(message);
  listen("\n");
}

// Before version 3 the library words messages of more than 1,023 bytes for a listener from
// arguments that it has already used up. A message about broken text quotes that text, so it may be
// that long. At the highest level the library tells no listener but keeps the last message aside.
void meanwhile_messages_begin_reading(void) { agseterr(AGMAX); }

void meanwhile_messages_end_reading(void) {
  agseterr(AGWARN);
  if (agerrors() < AGERR) return;
  char *last = aglasterr();
  if (last != NULL) {
    listen(last);
    listen("\n");
  }
  free(last);
}
