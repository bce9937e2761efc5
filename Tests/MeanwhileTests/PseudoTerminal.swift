import Foundation

/// Both ends of a new terminal that no person sits at: what is written to `other` is read from `main`.
func openPseudoTerminal() throws -> (main: Int32, other: Int32) {
  // As posix_openpt, unlockpt and ptsname do, which Swift does not see; the numbers are TIOCSPTLCK
  // and TIOCGPTN of <asm-generic/ioctls.h>.
  let main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
  var (lock, number): (Int32, UInt32) = (0, 0)
  guard main >= 0, ioctl(main, 0x4004_5431, &lock) == 0, ioctl(main, 0x8004_5430, &number) == 0
  else { throw CocoaError(.fileReadUnknown) }
  let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
  guard other >= 0 else { throw CocoaError(.fileReadUnknown) }
  return (main, other)
}
