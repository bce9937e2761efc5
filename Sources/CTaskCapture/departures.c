// Ways out of a simulation: they are let through, and seen.
// Sanitizers have functions of the same names, which they need more.
#if defined(__linux__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define _GNU_SOURCE
#include "state.h"
#include "task_capture.h"

#include <pthread.h>
#include <spawn.h>
#include <time.h>
#include <unistd.h>

static void leave(uint32_t way) {
  if (mw_current.is_on) mw_current.left |= way;
}

int pthread_create(
    pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*start)(void *),
    void *restrict argument) {
  static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (next == NULL) next = mw_next("pthread_create");
  leave(MW_LEFT_BY_THREAD);
  return next(thread, attributes, start, argument);
}

int posix_spawn(
    pid_t *restrict process, const char *restrict path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict],
    char *const environment[restrict]) {
  static int (*next)(
      pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const *,
      char *const *);
  if (next == NULL) next = mw_next("posix_spawn");
  leave(MW_LEFT_BY_PROCESS);
  return next(process, path, actions, attributes, arguments, environment);
}

int nanosleep(const struct timespec *time, struct timespec *rest) {
  static int (*next)(const struct timespec *, struct timespec *);
  if (next == NULL) next = mw_next("nanosleep");
  leave(MW_LEFT_BY_BLOCKING);
  return next(time, rest);
}

int usleep(useconds_t time) {
  static int (*next)(useconds_t);
  if (next == NULL) next = mw_next("usleep");
  leave(MW_LEFT_BY_BLOCKING);
  return next(time);
}

unsigned int sleep(unsigned int time) {
  static unsigned int (*next)(unsigned int);
  if (next == NULL) next = mw_next("sleep");
  leave(MW_LEFT_BY_BLOCKING);
  return next(time);
}

// They are weak, so that a library that is linked statically has its own.
#define WATCH(name, parameters, arguments)     \
  __attribute__((weak)) void name parameters { \
    static void(*next) parameters;             \
    if (next == NULL) next = mw_next(#name);   \
    leave(MW_LEFT_BY_DISPATCH);                \
    next arguments;                            \
  }

typedef void (*function)(void *);
WATCH(dispatch_async, (void *queue, void *block), (queue, block))
WATCH(dispatch_async_f, (void *queue, void *context, function work), (queue, context, work))
WATCH(dispatch_after, (uint64_t when, void *queue, void *block), (when, queue, block))
WATCH(dispatch_after_f, (uint64_t when, void *queue, void *context, function work), (when, queue, context, work))
WATCH(dispatch_barrier_async, (void *queue, void *block), (queue, block))
WATCH(dispatch_barrier_async_f, (void *queue, void *context, function work), (queue, context, work))
WATCH(dispatch_group_notify, (void *group, void *queue, void *block), (group, queue, block))
WATCH(dispatch_group_notify_f, (void *group, void *queue, void *context, function work), (group, queue, context, work))
// Sources, such as timers, begin by these.
WATCH(dispatch_activate, (void *object), (object))
WATCH(dispatch_resume, (void *object), (object))
WATCH(dispatch_group_async, (void *group, void *queue, void *block), (group, queue, block))
#endif
