/// What a test that is simulated may not get from outside: instants, random bytes, and tasks that leave it.
///
/// The functions of the C library and of Swift's runtime that give these are put before those of the libraries. They do what the
/// others do, but on a thread on which a simulation is begun.
#ifndef MEANWHILE_TASK_CAPTURE_H
#define MEANWHILE_TASK_CAPTURE_H

#include <stdbool.h>
#include <stdint.h>

/// Begins a simulation on this thread, and ends it.
///
/// - Parameters:
///   - preferred: The two words of the executor that unstructured tasks are to prefer.
///   - crossing: Those of the executor by which tasks go from one actor to another.
///   - seed: The seed of random bytes.
void mw_capture_begin(const void *const preferred[2], const void *const crossing[2], uint64_t seed);
void mw_capture_end(void);

/// Whether a simulation is on on this thread.
bool mw_capture_is_on(void);

/// Lets the clocks of this thread stand at that many nanoseconds since the simulation began.
void mw_capture_set_time(int64_t nanoseconds);

/// How often random bytes were asked for since the simulation began.
uint64_t mw_capture_draws(void);

/// What left the simulation on this thread since it began, a bit each.
enum {
  MW_LEFT_BY_THREAD = 1,
  MW_LEFT_BY_DISPATCH = 2,
  MW_LEFT_BY_PROCESS = 4,
  MW_LEFT_BY_BLOCKING = 8,
};
uint32_t mw_capture_left(void);

/// The function that the task begins with which is being made right now; null if none is.
const void *mw_capture_entry(void);

/// The code that a task on its way to an actor goes on with; what it goes on with there is where code is in a context.
const void *mw_capture_arrival(void);

/// The name of the task that is being made right now; null if it has none.
const char *mw_capture_name(void);

/// How large what all tasks have is, in bytes: what others can wait for lies behind it. 0 if the runtime does not say it.
uint64_t mw_capture_task_size(void);

/// Reads memory that may not be there any more; false if it is not.
bool mw_capture_read(const void *from, void *to, uint64_t count);

/// Where code lies in the file that it is of, as a number that is the same in each process of a program; 0 if it is of none.
uint64_t mw_capture_place(const void *code);

/// Whether code is that of Swift's own libraries, or of none.
bool mw_capture_is_of_swift(const void *code);

/// How many references there are to an object.
uint64_t mw_capture_references(const void *object);

/// Forgets all references to an object but so many: those of tasks that never go on.
void mw_capture_release(const void *object, uint64_t count);

/// Whether this is the first thread of the process.
bool mw_capture_is_first_thread(void);

/// Whether the functions of Swift's runtime are those of here: they are not where it is linked statically.
bool mw_capture_is_whole(void);

/// Lets a function be told the signal by which the process is going to end, once; it ends after that. It is told on this thread where
/// that is asked by SIGQUIT.
void mw_attempt_watch(void (*tell)(int signal));

/// Lets this process end soon after the one that started it, whatever it does then.
void mw_attempt_end_with_parent(void);

/// Lets so many threads take the processors until `mw_load_end`.
void mw_load_begin(int threads);

/// Ends these threads.
void mw_load_end(void);

/// Memory that a process shares with copies of itself; null if there is none.
void *mw_attempt_share(uint64_t size);

/// Makes a copy of the process, with this thread alone: 0 in the copy, its number in the process, -1 if it cannot be made. Its errors
/// are written to a file, which is emptied first, if one is given.
int mw_attempt_begin(const char *errors);

/// Ends a copy of the process.
void mw_attempt_end(int status) __attribute__((noreturn));

/// Waits for the end of a copy: its status, 128 and the number of the signal that ended it, or -1 if it took too long.
int mw_attempt_wait(int process, int milliseconds);

#endif
