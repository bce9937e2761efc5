// Ways to actors: a task that goes to one is to be a job of its own first.
//
// The runtime puts a task into the queue of the actor within the step in which it leaves where it was. So nothing could ever come
// between. Here it goes by an executor of the simulation, which decides when it goes on to the actor.
#if defined(__linux__)
#define _GNU_SOURCE
#include "state.h"
#include "task_capture.h"

#include <stddef.h>

#define SWIFT __attribute__((swiftcall))
#define ASYNC __attribute__((swiftasynccall))
#define CONTEXT __attribute__((swift_async_context))

typedef ASYNC void (*function)(CONTEXT void *);
typedef ASYNC void (*change)(CONTEXT void *, function, const void *, const void *);

typedef struct {
  const void *identity, *table;
} executor;

// A way to an actor. It begins as the contexts of functions do, so that whoever looks for what waits finds it: with the one
// that goes on, and with what.
typedef struct {
  void *context;
  function function;
  executor target;
} crossing;

extern SWIFT void *swift_task_alloc(size_t size);
extern SWIFT void swift_task_dealloc(void *memory);
extern SWIFT executor swift_task_getCurrentExecutor(void);

static change next_change(void) {
  static change next;
  if (next == NULL) next = (change)mw_next("swift_task_switch");
  return next;
}

static ASYNC void arrive(CONTEXT void *context) {
  crossing way = *(crossing *)context;
  swift_task_dealloc(context);
  // What such a function returns is always a tail call.
  return next_change()(way.context, way.function, way.target.identity, way.target.table);
}

const void *mw_capture_arrival(void) { return (const void *)arrive; }

__attribute__((weak)) ASYNC void swift_task_switch(
    CONTEXT void *context, function resume, const void *identity, const void *table) {
  if (!mw_current.is_on || identity == NULL || swift_task_getCurrentExecutor().identity == identity) {
    __attribute__((musttail)) return next_change()(context, resume, identity, table);
  }
  crossing *way = swift_task_alloc(sizeof(crossing));
  *way = (crossing){context, resume, {identity, table}};
  __attribute__((musttail)) return next_change()(
      way, arrive, mw_current.crossing, mw_current.crossing_table);
}
#endif
