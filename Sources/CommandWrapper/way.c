#define _GNU_SOURCE
#include "way.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* The variable holds an entry for each name, the last first: a digest of the arguments in 16 digits, and the program,
   which ends in a colon, since no folder of PATH can have one. */
enum { digest_digits = 16, most_way = 4 * wrapper_path_size };

/* A digest of all arguments but the name: FNV-1a. */
static unsigned long long digest(char **arguments) {
  unsigned long long value = 14695981039346656037ull;
  for (size_t index = 1; arguments[0] != NULL && arguments[index] != NULL; index++) {
    for (const char *letter = arguments[index];; letter++) {
      value = (value ^ (unsigned char)*letter) * 1099511628211ull;
      if (*letter == 0) break;
    }
  }
  return value;
}

static const char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

/* The program of an entry; 0 if it is none. */
static int read_program(const char *entry, size_t length, char *program) {
  if (length <= digest_digits || length - digest_digits >= wrapper_path_size) return 0;
  memcpy(program, entry + digest_digits, length - digest_digits);
  program[length - digest_digits] = 0;
  return strchr(program, '/') != NULL;
}

/* Whether a program has another name than the one that it is called by: `ccache` for `cc`, and not `python3.12` for
   `python3`, of which that is the version. */
static int is_other_under(const char *name, const char *program) {
  char *real = realpath(program, NULL);
  if (real == NULL) return 0;
  size_t length = strlen(name);
  const char *own = name_of(real);
  int is_other = strncmp(own, name, length) != 0 || isalpha((unsigned char)own[length]);
  free(real);
  return is_other;
}

int way_comes_back(const char *name, char **arguments, char *program) {
  const char *way = getenv(wrapper_way_variable);
  for (const char *entry = way; entry != NULL && *entry != 0;) {
    size_t length = strcspn(entry, ":");
    if (read_program(entry, length, program) && strcmp(name_of(program), name) == 0) {
      char digits[digest_digits + 1];
      snprintf(digits, sizeof digits, "%016llx", digest(arguments));
      if (memcmp(entry, digits, digest_digits) == 0) return 1;
      return is_other_under(name, program);
    }
    entry += length + (entry[length] != 0);
  }
  return 0;
}

void way_note(const char *name, char **arguments, const char *program) {
  char way[most_way], other[wrapper_path_size];
  int count = snprintf(way, sizeof way, "%016llx%s", digest(arguments), program);
  if (count < 0 || count >= most_way) return;
  size_t used = (size_t)count;
  const char *before = getenv(wrapper_way_variable);
  for (const char *entry = before; entry != NULL && *entry != 0;) {
    size_t length = strcspn(entry, ":");
    if (read_program(entry, length, other) && strcmp(name_of(other), name) != 0 &&
        used + length + 2 < most_way) {
      way[used++] = ':';
      memcpy(way + used, entry, length);
      used += length;
      way[used] = 0;
    }
    entry += length + (entry[length] != 0);
  }
  setenv(wrapper_way_variable, way, 1);
}
