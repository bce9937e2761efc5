// On other systems nothing is captured: tests cannot be simulated there, and say so.
#if !defined(__linux__)
#include "task_capture.h"

#include <stddef.h>
#include <stdlib.h>

void mw_capture_begin(const void *const preferred[2], const void *const crossing[2], uint64_t seed) {
  (void)preferred, (void)crossing, (void)seed;
}
const void *mw_capture_arrival(void) { return NULL; }
void mw_capture_end(void) {}
bool mw_capture_is_on(void) { return false; }
void mw_capture_set_time(int64_t nanoseconds) { (void)nanoseconds; }
uint64_t mw_capture_draws(void) { return 0; }
uint32_t mw_capture_left(void) { return 0; }
const void *mw_capture_entry(void) { return NULL; }
uint64_t mw_capture_task_size(void) { return 0; }
const char *mw_capture_name(void) { return NULL; }
bool mw_capture_read(const void *from, void *to, uint64_t count) {
  (void)from, (void)to, (void)count;
  return false;
}
uint64_t mw_capture_place(const void *code) {
  (void)code;
  return 0;
}
bool mw_capture_is_of_swift(const void *code) {
  (void)code;
  return false;
}
uint64_t mw_capture_references(const void *object) {
  (void)object;
  return 0;
}
void mw_capture_release(const void *object, uint64_t count) { (void)object, (void)count; }
bool mw_capture_is_first_thread(void) { return false; }
bool mw_capture_is_whole(void) { return false; }
void mw_attempt_watch(void (*tell)(int signal)) { (void)tell; }
void *mw_attempt_share(uint64_t size) {
  (void)size;
  return NULL;
}
void mw_load_begin(int threads) { (void)threads; }
void mw_load_end(void) {}
int mw_attempt_begin(const char *errors) {
  (void)errors;
  return -1;
}
void mw_attempt_end(int status) { exit(status); }
int mw_attempt_wait(int process, int milliseconds) {
  (void)process, (void)milliseconds;
  return -1;
}
#endif
