/// Sees whether code that is to run on one thread gives work to Swift's own threads.
#ifndef MEANWHILE_TASK_WATCH_H
#define MEANWHILE_TASK_WATCH_H

/// Begins to watch this thread, or ends; begun twice, it is to be ended twice.
void mw_task_watch_begin(void);
void mw_task_watch_end(void);

/// How many jobs this thread has given to Swift's own threads while it was watched, since this was asked last.
int mw_task_watch_take(void);

#endif
