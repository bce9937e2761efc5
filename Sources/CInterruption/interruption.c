#define _POSIX_C_SOURCE 200809L
#include "interruption.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { most = 64 };

static _Atomic(const char *) removed[most];
static _Atomic(const char *) said;
static atomic_int status_on_abort;
static atomic_int clears_line;
static atomic_int leaves_screen;

static void tell_file(int file, const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(file, text, length);
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void say(const char *text) { tell_file(STDERR_FILENO, text); }

static void clean_up(void) {
  for (int number = 0; number < most; number++) {
    const char *path = atomic_load(&removed[number]);
    if (path != NULL) unlink(path);
  }
  if (atomic_load(&clears_line)) say("\r\033[K");
  if (atomic_load(&leaves_screen)) tell_file(STDOUT_FILENO, "\033[?25h\033[?1049l");
}

static int is_fault(int number) {
  return number == SIGABRT || number == SIGILL || number == SIGTRAP;
}

static void leave(int number) {
  /* What asked for memory in vain has left that here, and ended the program at once. */
  int lacks_memory = errno == ENOMEM;
  clean_up();
  const char *text = atomic_load(&said);
  if (is_fault(number) && lacks_memory && text != NULL) {
    say(text);
    _exit(atomic_load(&status_on_abort));
  }
  /* SA_RESETHAND has put the default back: the signal ends the program as if nobody had caught it. */
  raise(number);
}

static void catch(int number, int also_where_ignored) {
  struct sigaction before, action;
  if (!also_where_ignored && sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
    return;
  memset(&action, 0, sizeof action);
  action.sa_handler = leave;
  action.sa_flags = (int)SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static atomic_int told = -1;

static void tell(int number, siginfo_t *information, void *context) {
  (void)context;
  int before = errno;
  unsigned char bytes[2] = {(unsigned char)number, information->si_code > 0};
  /* A pipe that is full holds signals enough. */
  if (write(atomic_load(&told), bytes, sizeof bytes) < 0) errno = before;
  errno = before;
}

void mw_interruption_tells(int file) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
  atomic_store(&told, file);
  for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
    struct sigaction before, action;
    if (sigaction(numbers[index], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = tell;
    action.sa_flags = (int)(SA_SIGINFO | SA_RESTART);
    sigemptyset(&action.sa_mask);
    sigaction(numbers[index], &action, NULL);
  }
}

void mw_interruption_prepare(void) {
  catch(SIGINT, 0);
  catch(SIGTERM, 0);
  catch(SIGHUP, 0);
  catch(SIGABRT, 1);
  catch(SIGILL, 1);
  catch(SIGTRAP, 1);
}

int mw_interruption_removes(const char *path) {
  for (int number = 0; number < most; number++) {
    const char *none = NULL;
    if (atomic_compare_exchange_strong(&removed[number], &none, path)) return number;
  }
  return -1;
}

void mw_interruption_keeps(int number) {
  if (number >= 0 && number < most) atomic_store(&removed[number], NULL);
}

void mw_interruption_clears_line(int clears) { atomic_store(&clears_line, clears); }

void mw_interruption_leaves_screen(int leaves) { atomic_store(&leaves_screen, leaves); }

void mw_interruption_says_on_abort(const char *text, int status) {
  atomic_store(&status_on_abort, status);
  atomic_store(&said, text);
}
