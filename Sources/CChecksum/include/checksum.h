#ifndef MEANWHILE_CHECKSUM_H
#define MEANWHILE_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has an instruction for CRC-32C.
bool mw_has_crc32c(void);

/// Carries a CRC-32C, before its last inversion, on over some bytes by that instruction.
///
/// Only where `mw_has_crc32c` says that there is one.
uint32_t mw_crc32c(uint32_t state, const void *bytes, size_t count);

#endif
