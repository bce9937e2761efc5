// Random bytes: those of a simulation follow from its seed. Swift's own generator asks the system by `syscall`.
#if defined(__linux__)
#define _GNU_SOURCE
#include "state.h"

#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
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

// Foundation reads its random bytes from a file: that of a simulation is in memory, and holds so many.
enum { FILE_SIZE = 1 << 16 };

static int open_random(void) {
  static unsigned char bytes[FILE_SIZE];
  int file = memfd_create("random", MFD_CLOEXEC);
  if (file < 0) return file;
  fill(bytes, FILE_SIZE);
  if (write(file, bytes, FILE_SIZE) != FILE_SIZE || lseek(file, 0, SEEK_SET) != 0) {
    close(file);
    return -1;
  }
  return file;
}

static bool is_random(const char *path) {
  return mw_current.is_on && (strcmp(path, "/dev/urandom") == 0 || strcmp(path, "/dev/random") == 0);
}

#define OPEN(name)                                          \
  int name(const char *path, int flags, ...) {              \
    static int (*next)(const char *, int, ...);             \
    va_list list;                                           \
    va_start(list, flags);                                  \
    unsigned mode = va_arg(list, unsigned);                 \
    va_end(list);                                           \
    if (is_random(path)) return open_random();              \
    if (next == NULL) next = mw_next(#name);                \
    return next(path, flags, mode);                         \
  }

OPEN(open)
OPEN(open64)

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
#endif
