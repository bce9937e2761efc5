// Swift's runtime asks a hook before it gives a job to its own threads: the variable swift_task_enqueueGlobal_hook, which is
// exported for those who run jobs elsewhere. This one counts, and lets everything go on as before. Where there is no such
// variable, nothing is counted.
#include "task_watch.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#define SWIFT_CALL __attribute__((swiftcall))

typedef SWIFT_CALL void (*enqueue)(void *job);
typedef SWIFT_CALL void (*hook)(void *job, enqueue original);

static _Thread_local int depth;
static _Thread_local int count;
static hook previous;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static SWIFT_CALL void watch(void *job, enqueue original) {
  if (depth > 0) count++;
  if (previous) {
    previous(job, original);
  } else {
    original(job);
  }
}

static void install(void) {
  hook *place = (hook *)dlsym(RTLD_DEFAULT, "swift_task_enqueueGlobal_hook");
  if (place == NULL) return;
  previous = *place;
  *place = watch;
}

void mw_task_watch_begin(void) {
  pthread_once(&once, install);
  depth++;
}

void mw_task_watch_end(void) { depth--; }

int mw_task_watch_take(void) {
  int taken = count;
  count = 0;
  return taken;
}
