/* Stands in the place of a program while commands are recorded: tells the recorder when the program began and how it
   ended, and does nothing else that anybody could notice.

   `meanwhile record --wrap cc` makes a folder with a link `cc` to this program, puts the folder first in PATH and a
   pipe into it. This finds the pipe beside the link that it was called by, runs the next `cc` of PATH as its child,
   and ends as that ends. It is in C since it runs once for each command, and starts in under a millisecond. */
#define _GNU_SOURCE
#include "record.h"
#include "way.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static volatile sig_atomic_t child;

/* Hands on what was sent to this process alone; what the terminal sends, the child has got already. */
static void hand_on(int number, siginfo_t *information, void *context) {
  (void)context;
  int before = errno;
  if (information->si_code <= 0 && child > 0) kill((pid_t)child, number);
  errno = before;
}

static const int handed_on[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
enum { handed_on_count = sizeof handed_on / sizeof handed_on[0] };

static void hand_signals_on(void) {
  struct sigaction action, before;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = hand_on;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < handed_on_count; index++) {
    /* Who ignored one, as nohup does, goes on ignoring it, and so does the child. */
    if (sigaction(handed_on[index], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(handed_on[index], &action, NULL);
  }
}

static int is_program(const char *path, struct stat *found) {
  return stat(path, found) == 0 && S_ISREG(found->st_mode) && access(path, X_OK) == 0;
}

static int is_same(const struct stat *one, const struct stat *other) {
  return one->st_ino == other->st_ino && one->st_dev == other->st_dev;
}

/* Writes `folder/name`; 0 if it does not fit. */
static int join(char *path, const char *folder, size_t length, const char *name) {
  if (length == 0) return snprintf(path, wrapper_path_size, "./%s", name) < wrapper_path_size;
  if (length >= wrapper_path_size) return 0;
  return snprintf(path, wrapper_path_size, "%.*s/%s", (int)length, folder, name) < wrapper_path_size;
}

/* Whether a folder is one of wrappers; `pipe` gets where the pipe of their recorder is. */
static int is_of_wrappers(const char *folder, size_t length, char *pipe) {
  return join(pipe, folder, length, wrapper_pipe_name) && access(pipe, F_OK) == 0;
}

/* Where in PATH the folders begin that come behind the one with a pipe, or with the first pipe if `own` is empty, which
   then gets it. */
static const char *behind(const char *folders, char *own) {
  char pipe[wrapper_path_size];
  for (const char *folder = folders;;) {
    size_t length = strcspn(folder, ":");
    int is_last = folder[length] == 0;
    if (is_of_wrappers(folder, length, pipe) && (own[0] == 0 || strcmp(own, pipe) == 0)) {
      strcpy(own, pipe);
      return folder + length + !is_last;
    }
    if (is_last) return folders;
    folder += length + 1;
  }
}

/* Where in some folders of PATH those begin that come behind the folder of a program; all of them if it is in none. */
static const char *behind_folder_of(const char *program, const char *folders) {
  size_t wanted = (size_t)(strrchr(program, '/') - program);
  for (const char *folder = folders;;) {
    size_t length = strcspn(folder, ":");
    if (length == wanted && strncmp(folder, program, length) == 0)
      return folder + length + (folder[length] != 0);
    if (folder[length] == 0) return folders;
    folder += length + 1;
  }
}

/* The first program of a name in some folders that is not `taken`, which a stat has found; NULL for any. Returns 0 if
   there is none. */
static int search(
    const char *folders, const char *name, const char *own, const struct stat *taken,
    char *program) {
  char pipe[wrapper_path_size];
  struct stat self;
  int knows_self = stat("/proc/self/exe", &self) == 0;
  for (const char *folder = folders;;) {
    size_t length = strcspn(folder, ":");
    struct stat found;
    int is_other = is_of_wrappers(folder, length, pipe);
    if (!(is_other && strcmp(own, pipe) == 0) && join(program, folder, length, name) &&
        is_program(program, &found)) {
      /* A link to this without a pipe beside it would only call itself. */
      int is_self = knows_self && is_same(&found, &self);
      int is_taken = taken != NULL && (is_other || is_same(&found, taken));
      if ((is_other || !is_self) && !is_taken) return 1;
    }
    if (folder[length] == 0) return 0;
    folder += length + 1;
  }
}

/* The program that would have run if this stood nowhere: the next in PATH, or where that has come back to here, the
   next behind it. `own` gets the pipe beside the link that was called. Returns 0 if there is no such program. */
static int find(const char *name, char **arguments, char *own, char *program) {
  const char *called = arguments[0] == NULL ? "" : arguments[0];
  const char *slash = strrchr(called, '/');
  own[0] = 0;
  if (slash != NULL && !is_of_wrappers(called, (size_t)(slash - called), own)) own[0] = 0;
  const char *folders = getenv("PATH");
  if (folders == NULL) folders = "/bin:/usr/bin";
  folders = behind(folders, own);
  char before[wrapper_path_size];
  struct stat taken;
  if (own[0] != 0 && slash != NULL && way_comes_back(name, arguments, before) &&
      is_program(before, &taken)) {
    const char *rest = behind_folder_of(before, folders);
    if (search(rest, name, own, &taken, program)) return 1;
    /* There is only that one, as where a program runs itself. */
    strcpy(program, before);
    return 1;
  }
  return search(folders, name, own, NULL, program);
}

/* Lets ccache find the compiler that it is to run and not a wrapper: it tells compilers apart by the size and time of
   their files, which are the same for all wrappers, so that it would give objects of one for those of another. */
static void hide_from_cache(const char *program) {
  const char *folders = getenv("PATH");
  char *real = realpath(program, NULL);
  const char *slash = real == NULL ? NULL : strrchr(real, '/');
  char *others = folders == NULL ? NULL : malloc(strlen(folders) + 2);
  if (others != NULL && slash != NULL && strcmp(slash, "/ccache") == 0) {
    size_t used = 0;
    char pipe[wrapper_path_size];
    for (const char *folder = folders;;) {
      size_t length = strcspn(folder, ":");
      if (!is_of_wrappers(folder, length, pipe)) {
        memcpy(others + used, folder, length);
        used += length;
        others[used++] = ':';
      }
      if (folder[length] == 0) break;
      folder += length + 1;
    }
    others[used > 0 ? used - 1 : 0] = 0;
    /* Who has said where compilers are is right. */
    setenv("CCACHE_PATH", others, 0);
  }
  free(others);
  free(real);
}

static int open_pipe(const char *path) {
  /* Without a reader there is nobody to tell; a full pipe is waited for. */
  int file = path[0] == 0 ? -1 : open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (file >= 0) fcntl(file, F_SETFL, 0);
  return file;
}

static void tell(int file, const char *record, size_t length) {
  if (file < 0) return;
  struct sigaction ignored, before;
  memset(&ignored, 0, sizeof ignored);
  ignored.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignored, &before);
  while (write(file, record, length) < 0 && errno == EINTR) {}
  sigaction(SIGPIPE, &before, NULL);
}

/* Runs a program and returns how it ended, as `waitpid` has it. */
static int run(const char *program, char **arguments) {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  hand_signals_on();
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &before);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t started = 0;
  int failure = posix_spawn(&started, program, NULL, &attributes, arguments, environ);
  if (failure == ENOEXEC) {
    /* A script without its first line is one of the shell, as every shell has it. */
    size_t count = 0;
    while (arguments[count] != NULL) count++;
    char **words = calloc(count + 2, sizeof *words);
    if (words != NULL) {
      words[0] = "sh";
      words[1] = (char *)program;
      for (size_t index = 1; index < count; index++) words[index + 1] = arguments[index];
      failure = posix_spawn(&started, "/bin/sh", NULL, &attributes, words, environ);
    }
  }
  child = failure == 0 ? started : 0;
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (failure != 0) {
    fprintf(stderr, "%s: %s\n", program, strerror(failure));
    return (failure == ENOENT ? 127 : 126) << 8;
  }
  int status = 0;
  while (waitpid(started, &status, 0) < 0 && errno == EINTR) {}
  child = 0;
  return status;
}

/* Whether what runs this is a ccache that took it for the compiler; where that cannot be told, no. */
static int is_run_by_cache(void) {
  char path[64], name[16] = "";
  snprintf(path, sizeof path, "/proc/%d/comm", getppid());
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t length = read(file, name, sizeof name - 1);
  close(file);
  return length > 0 && strcmp(name, "ccache\n") == 0;
}

/* Ends as the program has ended. */
static void leave(int status) {
  if (!WIFSIGNALED(status)) exit(WEXITSTATUS(status));
  int number = WTERMSIG(status);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  signal(number, SIG_DFL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &one, NULL);
  exit(128 + number);
}

int main(int count, char **arguments) {
  const char *called = count > 0 ? arguments[0] : "";
  const char *slash = strrchr(called, '/');
  const char *name = slash == NULL ? called : slash + 1;
  char own[wrapper_path_size], program[wrapper_path_size], record[wrapper_record_size];
  if (count == 0 || !find(name, arguments, own, program)) {
    fprintf(stderr, "%s: command not found\n", name);
    return 127;
  }
  int file = open_pipe(own);
  const char *parent = getenv(wrapper_parent_variable);
  struct wrapper_call call = {getpid(), wrapper_now()};
  if (is_run_by_cache()) tell(file, record, wrapper_mistaken(record, call));
  tell(file, record, wrapper_began(record, call, parent == NULL ? "" : parent, name, arguments));
  char identity[64];
  snprintf(identity, sizeof identity, "%d.%lld", call.process, call.began);
  setenv(wrapper_parent_variable, identity, 1);
  if (own[0] != 0) {
    way_note(name, arguments, program);
    hide_from_cache(program);
  }
  /* By its path a program finds what was installed beside it, as compilers do, and a wrapper of another recorder knows
     which of several it is; what it is called would lead back here. */
  arguments[0] = program;
  int status = run(program, arguments);
  tell(file, record, wrapper_ended(record, call, status));
  leave(status);
}
