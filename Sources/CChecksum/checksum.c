#include "checksum.h"

#include <string.h>

// Swift has no way to ask for one instruction that not every processor has. This is all that is done
// in C; everywhere else the tables of CRC32C.swift give the same checksums.

#if defined(__x86_64__)

bool mw_has_crc32c(void) { return __builtin_cpu_supports("sse4.2"); }

__attribute__((target("sse4.2"))) uint32_t
mw_crc32c(uint32_t state, const void *bytes, size_t count) {
  const unsigned char *next = bytes;
  uint64_t crc = state;
  for (; count >= 8; count -= 8, next += 8) {
    uint64_t word;
    memcpy(&word, next, sizeof word);
    crc = __builtin_ia32_crc32di(crc, word);
  }
  uint32_t rest = (uint32_t)crc;
  if (count >= 4) {
    uint32_t word;
    memcpy(&word, next, sizeof word);
    rest = __builtin_ia32_crc32si(rest, word);
    count -= 4;
    next += 4;
  }
  for (; count > 0; count--, next++) rest = __builtin_ia32_crc32qi(rest, *next);
  return rest;
}

#else

bool mw_has_crc32c(void) { return false; }

uint32_t mw_crc32c(uint32_t state, const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
  return state;
}

#endif
