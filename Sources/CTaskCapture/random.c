// Random bytes: those of a simulation follow from its seed. Swift's own generator asks the system by `syscall`.
#define _GNU_SOURCE
#include "state.h"

#include <stdarg.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t next_word(void) {
  uint64_t word = mw_current.random += 0x9e3779b97f4a7c15;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return word ^ (word >> 31);
}

static void fill(unsigned char *bytes, size_t count) {
  mw_current.draws++;
  while (count > 0) {
    uint64_t word = next_word();
    size_t part = count < sizeof word ? count : sizeof word;
    memcpy(bytes, &word, part);
    bytes += part;
    count -= part;
  }
}

long syscall(long number, ...) {
  static long (*next)(long, ...);
  va_list list;
  va_start(list, number);
  long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long);
  long e = va_arg(list, long), f = va_arg(list, long);
  va_end(list);
  if (mw_current.is_on && number == SYS_getrandom) {
    fill((unsigned char *)a, (size_t)b);
    return b;
  }
  if (next == NULL) next = mw_next("syscall");
  return next(number, a, b, c, d, e, f);
}

ssize_t getrandom(void *bytes, size_t count, unsigned int flags) {
  static ssize_t (*next)(void *, size_t, unsigned int);
  if (mw_current.is_on) {
    fill(bytes, count);
    return (ssize_t)count;
  }
  if (next == NULL) next = mw_next("getrandom");
  return next(bytes, count, flags);
}

int getentropy(void *bytes, size_t count) {
  static int (*next)(void *, size_t);
  if (mw_current.is_on) {
    fill(bytes, count);
    return 0;
  }
  if (next == NULL) next = mw_next("getentropy");
  return next(bytes, count);
}
