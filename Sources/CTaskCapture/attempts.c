// Attempts: runs that may end the process are made in a copy of it, which tells how far it came.
#if defined(__linux__)
#define _GNU_SOURCE
#include "task_capture.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void (*on_crash)(int);
static pthread_t watched;

static void crash(int number) {
  // Whatever thread the system gives it to, the one that knows what to tell is asked.
  if (number == SIGQUIT && !pthread_equal(pthread_self(), watched)) {
    pthread_kill(watched, number);
    return;
  }
  static volatile sig_atomic_t is_over;
  if (!is_over) {
    is_over = 1;
    on_crash(number);
  }
  _exit(128 + number);
}

void mw_attempt_watch(void (*tell)(int)) {
  // The stack of the thread may be what is at its end.
  static char stack[1 << 18];
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  on_crash = tell;
  // What is printed is seen, even if the process ends in the midst of it.
  setvbuf(stdout, NULL, _IOLBF, 0);
  watched = pthread_self();
  sigset_t asked;
  sigemptyset(&asked);
  sigaddset(&asked, SIGQUIT);
  pthread_sigmask(SIG_UNBLOCK, &asked, NULL);
  struct sigaction action = {.sa_handler = crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
  const int numbers[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT};
  for (size_t place = 0; place < sizeof numbers / sizeof *numbers; place++) {
    sigaction(numbers[place], &action, NULL);
  }
}

void *mw_attempt_share(uint64_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

int mw_attempt_begin(const char *errors) {
  int process = fork();
  if (process != 0) return process;
  // The thread that makes copies lives as long as its process.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int file = errors == NULL ? -1 : open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (file >= 0) dup2(file, STDERR_FILENO);
  return 0;
}

void mw_attempt_end(int status) { _exit(status); }

int mw_attempt_wait(int process, int milliseconds) {
  int status = 0;
  for (int waited = 0; waitpid(process, &status, WNOHANG) == 0; waited++) {
    if (waited >= milliseconds) {
      kill(process, SIGKILL);
      waitpid(process, &status, 0);
      return -1;
    }
    usleep(1000);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void *follow(void *parent) {
  while (getppid() == (pid_t)(intptr_t)parent) poll(NULL, 0, 500);
  _exit(1);
}

// The death of a parent is told of threads, not of processes, and those of a program that waits come and go: it is looked for.
void mw_attempt_end_with_parent(void) {
  static bool is_looked_for;
  if (is_looked_for) return;
  is_looked_for = true;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  if (pthread_create(&thread, NULL, follow, (void *)(intptr_t)getppid()) == 0) pthread_detach(thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// Load: what goes by real time, or by other threads, goes otherwise when the processors are taken.
static atomic_bool is_loaded;

static void *load(void *unused) {
  while (atomic_load_explicit(&is_loaded, memory_order_relaxed)) {}
  return unused;
}

void mw_load_begin(int threads) {
  atomic_store(&is_loaded, true);
  while (threads-- > 0) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, load, NULL) == 0) pthread_detach(thread);
  }
}

void mw_load_end(void) { atomic_store(&is_loaded, false); }

// Addresses are the same in each run of a process whose tests are simulated, as far as the system allows that: sets of objects and
// whatever else goes by addresses are in the same order then.
__attribute__((constructor)) static void pin(int count, char **arguments) {
  const char *wish = getenv("MEANWHILE_SIMULATION_PINNED");
  if (count < 1 || wish == NULL || strcmp(wish, "1") != 0) return;
  int now = personality(0xffffffff);
  if (now < 0 || (now & ADDR_NO_RANDOMIZE) != 0) return;
  // Asked for once: where it is not granted, the process goes on as it is.
  setenv("MEANWHILE_SIMULATION_PINNED", "asked", 1);
  if (personality((unsigned long)now | ADDR_NO_RANDOMIZE) < 0) return;
  extern char **environ;
  execve("/proc/self/exe", arguments, environ);
}
#endif
