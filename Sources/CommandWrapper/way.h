#pragma once

/* Which programs wrappers have run on the way to here, in the environment, so that one of them that looks for itself in
   PATH, to run what stands behind it, does not find its wrapper again and again.

   A cache or a distributor of compilations stands in PATH as `cc`, and runs the next `cc` that it is not itself, which
   is the wrapper, which would run the cache. */

#define wrapper_way_variable "MEANWHILE_WAY"

/* Whether a program that was run as `name` has come back by the path of its wrapper: it is another program under that
   name, or is given the same arguments again. `program`, of wrapper_path_size, gets it. */
int way_comes_back(const char *name, char **arguments, char *program);

/* Notes that a program is run as `name` with some arguments. */
void way_note(const char *name, char **arguments, const char *program);
