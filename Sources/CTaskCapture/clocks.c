// Instants: a simulation has a time of its own, and nothing in it may see another one.
#if defined(__linux__)
#define _GNU_SOURCE
#include "state.h"

#include <sys/time.h>
#include <time.h>

enum { SECOND = 1000000000 };

// Clocks that count from the start of a machine do not stand at 0, but lower than that of any machine: what is given to Dispatch for an
// instant of the simulation is due at once. The calendar begins with the year 2000.
static const int64_t uptime = 10ll * SECOND;
static const int64_t calendar = 946684800ll * SECOND;

static struct timespec instant(int64_t start) {
  int64_t time = start + mw_current.now;
  return (struct timespec){.tv_sec = time / SECOND, .tv_nsec = time % SECOND};
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*next)(clockid_t, struct timespec *);
  if (mw_current.is_on) {
    switch (clock) {
      case CLOCK_REALTIME:
      case CLOCK_REALTIME_COARSE:
      case CLOCK_TAI: *time = instant(calendar); return 0;
      case CLOCK_MONOTONIC:
      case CLOCK_MONOTONIC_COARSE:
      case CLOCK_MONOTONIC_RAW:
      case CLOCK_BOOTTIME: *time = instant(uptime); return 0;
      default: break;
    }
  }
  if (next == NULL) next = mw_next("clock_gettime");
  return next(clock, time);
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  static int (*next)(struct timeval *, void *);
  if (mw_current.is_on) {
    struct timespec now = instant(calendar);
    *time = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
  }
  if (next == NULL) next = mw_next("gettimeofday");
  return next(time, zone);
}

time_t time(time_t *place) {
  static time_t (*next)(time_t *);
  if (!mw_current.is_on) {
    if (next == NULL) next = mw_next("time");
    return next(place);
  }
  time_t now = instant(calendar).tv_sec;
  if (place != NULL) *place = now;
  return now;
}
#endif
