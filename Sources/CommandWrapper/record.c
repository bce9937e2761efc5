#define _POSIX_C_SOURCE 200809L
#include "record.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { length_digits = 4, room_for_mark = 8 };

long long wrapper_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (long long)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Writes the length in front, now that it is known. */
static size_t finish(char *record, size_t length) {
  char digits[length_digits + 1];
  snprintf(digits, sizeof digits, "%04u", (unsigned)length % 10000);
  memcpy(record, digits, length_digits);
  return length;
}

/* Appends a field with its zero byte; 0 if only a part of it fits. */
static int append(char *record, size_t *length, const char *text) {
  size_t room = wrapper_record_size - room_for_mark - *length;
  size_t wanted = strlen(text) + 1;
  size_t count = wanted <= room ? wanted : room;
  memcpy(record + *length, text, count);
  *length += count;
  record[*length - 1] = 0;
  return count == wanted;
}

size_t wrapper_began(
    char *record, struct wrapper_call call, const char *parent, const char *name,
    char **arguments) {
  size_t length = length_digits;
  length += (size_t)sprintf(record + length, "b%c%d%c%lld", 0, call.process, 0, call.began) + 1;
  char known[64];
  /* Only what was written by another wrapper is shorter. */
  snprintf(known, sizeof known, "%s", parent);
  append(record, &length, known);
  int fits = append(record, &length, name);
  for (size_t index = 1; fits && arguments[0] != NULL && arguments[index] != NULL; index++) {
    fits = length + 1 < wrapper_record_size - room_for_mark &&
           append(record, &length, arguments[index]);
  }
  if (!fits) {
    memcpy(record + length, "…", sizeof "…");
    length += sizeof "…";
  }
  return finish(record, length);
}

size_t wrapper_ended(char *record, struct wrapper_call call, int status) {
  size_t length = length_digits;
  length += (size_t)sprintf(
                record + length, "e%c%d%c%lld%c%lld%c%d", 0, call.process, 0, call.began, 0,
                wrapper_now(), 0, status) +
            1;
  return finish(record, length);
}

size_t wrapper_mistaken(char *record, struct wrapper_call call) {
  size_t length = length_digits;
  length += (size_t)sprintf(record + length, "c%c%d%c%lld", 0, call.process, 0, call.began) + 1;
  return finish(record, length);
}
