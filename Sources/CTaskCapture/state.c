#if defined(__linux__)
#define _GNU_SOURCE
#include "state.h"
#include "task_capture.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

_Thread_local mw_capture mw_current;

void mw_capture_begin(const void *const preferred[2], const void *const crossing[2], uint64_t seed) {
  mw_current = (mw_capture){
      .is_on = true,
      .executor = preferred[0],
      .table = preferred[1],
      .crossing = crossing[0],
      .crossing_table = crossing[1],
      .random = seed,
  };
}

void mw_capture_end(void) { mw_current.is_on = false; }
bool mw_capture_is_on(void) { return mw_current.is_on; }
void mw_capture_set_time(int64_t nanoseconds) { mw_current.now = nanoseconds; }
uint64_t mw_capture_draws(void) { return mw_current.draws; }
uint32_t mw_capture_left(void) { return mw_current.left; }
const void *mw_capture_entry(void) { return mw_current.entry; }

const char *mw_capture_name(void) { return mw_current.name; }

uint64_t mw_capture_task_size(void) {
  const size_t *size = dlsym(RTLD_DEFAULT, "_swift_concurrency_debug_asyncTaskSize");
  return size == NULL ? 0 : *size;
}

bool mw_capture_read(const void *from, void *to, uint64_t count) {
  struct iovec here = {to, count}, there = {(void *)from, count};
  return process_vm_readv(getpid(), &here, 1, &there, 1, 0) == (ssize_t)count;
}

uint64_t mw_capture_place(const void *code) {
  Dl_info info;
  if (dladdr(code, &info) == 0 || info.dli_fbase == NULL) return 0;
  // The name of a library tells equal places of two of them apart.
  uint64_t hash = 0;
  for (const char *name = info.dli_fname; name != NULL && *name != 0; name++) hash = hash * 31 + (unsigned char)*name;
  return (uint64_t)((const char *)code - (const char *)info.dli_fbase) ^ hash << 40;
}

bool mw_capture_is_of_swift(const void *code) {
  Dl_info info;
  if (dladdr(code, &info) == 0 || info.dli_fname == NULL) return true;
  const char *name = strrchr(info.dli_fname, '/');
  return strncmp(name == NULL ? info.dli_fname : name + 1, "libswift", 8) == 0;
}

extern size_t swift_retainCount(const void *object);
extern void swift_release(const void *object);

uint64_t mw_capture_references(const void *object) { return swift_retainCount(object); }

void mw_capture_release(const void *object, uint64_t count) {
  while (swift_retainCount(object) > count) swift_release(object);
}

bool mw_capture_is_first_thread(void) { return gettid() == getpid(); }

void *mw_next(const char *name) {
  void *place = dlsym(RTLD_NEXT, name);
  if (place == NULL) {
    fprintf(stderr, "no library has the function %s\n", name);
    abort();
  }
  return place;
}
#endif
