internal import Platform

/// A number in a file that two processes share: how many steps there have been.
final class ProgressFile: @unchecked Sendable {
  // It is unchecked because the memory is another process's too, which alone writes to it.
  private let memory: UnsafeMutablePointer<UInt64>?

  init(_ path: String) {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0 else {
      memory = nil
      return
    }
    defer { close(file) }
    guard ftruncate(file, 4096) == 0,
      let place = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), place != MAP_FAILED
    else {
      memory = nil
      return
    }
    memory = place.assumingMemoryBound(to: UInt64.self)
  }

  deinit { if let memory { munmap(memory, 4096) } }

  /// The number.
  var value: UInt64 { memory?.pointee ?? 0 }

  /// Where it is, for the process that counts.
  var place: UnsafeMutablePointer<UInt64>? { memory }
}
