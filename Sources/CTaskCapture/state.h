/// The simulation that is on on a thread.
#ifndef MEANWHILE_CAPTURE_STATE_H
#define MEANWHILE_CAPTURE_STATE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool is_on;
  const void *executor, *table;
  const void *crossing, *crossing_table;
  int64_t now;
  uint64_t random, draws;
  uint32_t left;
  const void *entry;
  const char *name;
} mw_capture;

extern _Thread_local mw_capture mw_current;

/// The function of a library that has a name which is used here too; ends the process if there is none.
void *mw_next(const char *name);

#endif
