// Tasks: those that are not children of others prefer the executor of the simulation too, so that each of their changes of
// actor is a job of its own. What compiled code asks of the runtime comes by here; definitions are weak, so that a runtime that is
// linked statically has its own.
#if defined(__linux__)
#define _GNU_SOURCE
#include "state.h"
#include "task_capture.h"

#include <dlfcn.h>
#include <stddef.h>

#define SWIFT __attribute__((weak, swiftcall))

// What a task is made with, one after another (include/swift/ABI/TaskOptions.h of the compiler).
typedef struct option {
  size_t flags;
  struct option *parent;
  const void *first, *second;
} option;

enum { OPTION_GROUP = 1, OPTION_LET = 3, OPTION_EXECUTOR = 5, OPTION_OWNED_EXECUTOR = 6, OPTION_NAME = 7 };

typedef struct {
  void *task, *context;
} made;

typedef __attribute__((swiftcall)) made (*create)(
    size_t, option *, const void *, const void *, void *);
typedef __attribute__((swiftcall)) void (*begin_let)(
    void *, option *, const void *, const void *, void *, void *);

extern void *swift_retain(const void *object);

// The function of a pointer to an asynchronous one: its first word says how far away that is.
static const void *function(const void *pointer) {
  return pointer == NULL ? NULL : (const char *)pointer + *(const int32_t *)pointer;
}

SWIFT made swift_task_create(
    size_t flags, option *options, const void *type, const void *entry, void *context) {
  static create next;
  if (next == NULL) next = (create)mw_next("swift_task_create");
  if (!mw_current.is_on) return next(flags, options, type, entry, context);
  option preference = {OPTION_EXECUTOR, options, mw_current.executor, mw_current.table};
  option *all = &preference;
  for (option *each = options; each != NULL; each = each->parent) {
    switch (each->flags & 0xff) {
      case OPTION_EXECUTOR:
      case OPTION_OWNED_EXECUTOR:
        // Nothing said is a record too, and the last one counts.
        if (each->first == NULL) {
          // What is owned is let go of by the task.
          if ((each->flags & 0xff) == OPTION_OWNED_EXECUTOR) swift_retain(mw_current.executor);
          each->first = mw_current.executor;
          each->second = mw_current.table;
        }
        all = options;
        break;
      case OPTION_NAME: mw_current.name = each->first; break;
      case OPTION_GROUP:
      case OPTION_LET: all = options; break;
      default: break;
    }
  }
  mw_current.entry = function(entry);
  made result = next(flags, all, type, entry, context);
  mw_current.entry = NULL;
  mw_current.name = NULL;
  return result;
}

SWIFT void swift_asyncLet_begin(
    void *let, option *options, const void *type, const void *entry, void *context, void *result) {
  static begin_let next;
  if (next == NULL) next = (begin_let)mw_next("swift_asyncLet_begin");
  mw_current.entry = function(entry);
  next(let, options, type, entry, context, result);
  mw_current.entry = NULL;
}

bool mw_capture_is_whole(void) {
  return dlsym(RTLD_DEFAULT, "swift_task_create") == (void *)swift_task_create;
}
#endif
