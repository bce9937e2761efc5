#pragma once

/* What is done when a signal ends the program: only what POSIX allows in a handler, with nothing to be
   made ready then. All functions may be called from any thread. */

/* Sees to it that SIGINT, SIGTERM, SIGHUP and the signals by which a program ends itself
   (SIGABRT, SIGILL, SIGTRAP) clean up first. Who ignored one of the first
   three before, as nohup does, goes on ignoring it. */
void mw_interruption_prepare(void);

/* Has a file removed at an interruption. The path has to stay where it is until it is taken back.
   Returns the number to take it back with; -1 where too many are being written. */
int mw_interruption_removes(const char *path);

/* Takes a file back: it stays. */
void mw_interruption_keeps(int number);

/* Has a line of the terminal on standard error cleared first, or no more. */
void mw_interruption_clears_line(int clears);

/* Has the terminal on standard output show its cursor and its other screen again first, or no more. */
void mw_interruption_leaves_screen(int leaves);

/* Sets what is said on standard error, and the status with which the program then ends, when it
   ends itself because memory cannot be had: a Swift program does so, and the system's number for that
   reason is still there. Where it ends itself for another reason, it does so as if nobody had asked. The text has to stay where it is. */
void mw_interruption_says_on_abort(const char *text, int status);

/* From now on SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1 and SIGUSR2 no longer end the program: each is written to a file, such as a pipe that the
   program reads, as two bytes: its number, and 1 if the terminal sent it, to all programs in the foreground, else 0. */
void mw_interruption_tells(int file);
