#ifndef MEANWHILE_MESSAGES_H
#define MEANWHILE_MESSAGES_H

// What the library says during one request, kept instead of printed.

// Forgets what was said before and listens from now on.
void meanwhile_messages_begin(void);

// Stops listening and gives back all that was said, one message a line.
const char *meanwhile_messages_end(void);

// Adds a message of our own, worded like `printf`.
__attribute__((format(printf, 1, 2))) void meanwhile_messages_add(const char *format, ...);

// The library reports errors it meets while reading in another way: see messages.c.
void meanwhile_messages_begin_reading(void);
void meanwhile_messages_end_reading(void);

#endif
