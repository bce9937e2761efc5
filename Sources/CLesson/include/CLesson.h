#ifndef C_LESSON_H
#define C_LESSON_H

#include <stddef.h>

/// A file that is a part of the program.
struct LessonFile {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
};

/// The chapters of the lesson, in their order, in Markdown.
size_t lesson_chapter_count(void);
struct LessonFile lesson_chapter(size_t place);

/// The scenarios and traces that the lesson is about, by their names within the folder `traces`.
size_t lesson_trace_count(void);
struct LessonFile lesson_trace(size_t place);

#endif
