#pragma once
#include <stddef.h>

/* What a wrapped command tells: a record when it begins and one when it ends, and seldom one more. Each is written at once and is short
   enough that the system does not mix it with others: first its length in bytes, in four digits, then fields that end in
   a zero byte:

     b  process  began  parent  name  argument …
     e  process  began  ended   status
     c  process  began

   The last comes before the first, and says that a cache of compilations took the wrapper for the compiler.

   Times are of the monotonic clock, in nanoseconds; a parent is `process.began`; a status is that of `waitpid`. Arguments
   that do not fit are cut off, and the last is then `…`. */

enum { wrapper_record_size = 4096, wrapper_path_size = 4096 };

/* The pipe in the folder of wrappers, and the variable that says within which command one runs. */
#define wrapper_pipe_name ".meanwhile-calls"
#define wrapper_parent_variable "MEANWHILE_CALL"

struct wrapper_call {
  int process;
  long long began;
};

long long wrapper_now(void);

/* These write a record and return its length. */
size_t wrapper_began(
    char *record, struct wrapper_call call, const char *parent, const char *name, char **arguments);
size_t wrapper_ended(char *record, struct wrapper_call call, int status);
size_t wrapper_mistaken(char *record, struct wrapper_call call);
