internal import Platform

extension OpenedFile {
  /// Cuts the file's torn tail off, after keeping it in a file of its own.
  ///
  /// What is cut is the file that was read, under the descriptor that it was read with, and only if its
  /// path still leads to it and it still ends as it did then. Nothing is kept where nothing is cut.
  ///
  /// - Parameters:
  ///   - tail: The last bytes of the file, as they were read.
  ///   - start: Where they begin.
  /// - Returns: The file that holds the tail: `FILE.torn`, or `FILE.torn-2` and so on if that is there
  ///   already.
  /// - Throws: `FileError`; the file is then as it was.
  public func cut(_ tail: [UInt8], from start: Int) throws(FileError) -> String {
    try expectUnchanged(tail, from: start)
    let kept = try keep(tail)
    do throws(FileError) {
      try expectUnchanged(tail, from: start)
      guard ftruncate(descriptor, off_t(start)) == 0, fsync(descriptor) == 0 else {
        throw FileError(path: path, action: "repair", code: errno)
      }
    } catch {
      unlink(kept)
      throw error
    }
    return kept
  }

  /// Refuses a file that is another one by now, or ends in something else.
  private func expectUnchanged(_ tail: [UInt8], from start: Int) throws(FileError) {
    let changed = FileError(path: path, action: "repair", reason: .hasChanged)
    var information = stat()
    guard fstat(descriptor, &information) == 0, FileIdentity(information) == identity,
      FileIdentity(of: path) == identity, Int(information.st_size) == start + tail.count
    else { throw changed }
    let now = try? FileSystem.read(tail.count, from: descriptor, at: start, path: path)
    guard now == tail else { throw changed }
  }

  /// Writes the tail to a file that was not there.
  private func keep(_ tail: [UInt8]) throws(FileError) -> String {
    var (kept, number) = ("\(path).torn", 1)
    var file = Platform.open(kept, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    while file < 0, errno == EEXIST {
      number += 1
      kept = "\(path).torn-\(number)"
      file = Platform.open(kept, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard file >= 0 else { throw FileError(path: kept, action: "write", code: errno) }
    defer { close(file) }
    let removal = Interruption.Removal(of: kept)
    defer { withExtendedLifetime(removal) {} }
    do throws(FileError) {
      try write(tail, to: file, path: kept)
      guard fsync(file) == 0 else { throw FileError(path: kept, action: "write", code: errno) }
    } catch {
      unlink(kept)
      throw error
    }
    return kept
  }
}
