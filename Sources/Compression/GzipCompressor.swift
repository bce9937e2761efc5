internal import ZlibLibrary

/// Compresses bytes as they come, in memory that does not grow.
///
///     guard var compressor = GzipCompressor() else { … }
///     compressor.write(text) { piece in … }
///     compressor.finish { piece in … }
///
/// The same bytes give the same file with the same zlib: its header names no file, no time and no system.
public struct GzipCompressor: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let room: UnsafeMutableRawBufferPointer
  private var checksum: uLong = 0
  private var count: UInt64 = 0
  private var hasBegun = false

  /// Begins a file; nil where there is no memory for it.
  public init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    room = .allocate(byteCount: Gzip.pieceSize, alignment: 16)
    // A negative number of bits: the data alone, since header and end are written here.
    let status = deflateInit2_(
      stream, Gzip.level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    room.deallocate()
  }

  /// Compresses more bytes.
  ///
  /// - Parameters:
  ///   - bytes: What comes next.
  ///   - sink: Takes the next bytes of the file, which are gone when it returns.
  /// - Throws: What `sink` throws.
  public mutating func write<Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try begin(sink)
    var start = 0
    while start < bytes.count {
      // The library counts in 32 bits.
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 1 << 24)])
      checksum = crc32(checksum, part.bindMemory(to: UInt8.self).baseAddress, uInt(part.count))
      try deflate(part, Z_NO_FLUSH, sink)
      start += part.count
    }
    count += UInt64(bytes.count)
  }

  /// Ends the file; nothing can be written to it after that.
  ///
  /// - Throws: What `sink` throws.
  public mutating func finish<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try begin(sink)
    try deflate(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, sink)
    var end: [UInt8] = []
    for value in [UInt32(checksum), UInt32(truncatingIfNeeded: count)] {
      end += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    try hand(end, to: sink)
  }

  /// The header: compressed by deflate; no name, no time; by the fastest way, on no system that is named.
  private mutating func begin<Failure: Error>(
    _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard !hasBegun else { return }
    hasBegun = true
    try hand([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255], to: sink)
  }

  private func hand<Failure: Error>(
    _ bytes: [UInt8], to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    room.copyBytes(from: bytes)
    try sink(UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))
  }

  private func deflate<Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, _ flush: Int32,
    _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    // It only reads them; its type does not say so everywhere.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = uInt(bytes.count)
    repeat {
      stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
      stream.pointee.avail_out = uInt(room.count)
      ZlibLibrary.deflate(stream, flush)
      let count = room.count - Int(stream.pointee.avail_out)
      if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: room[..<count])) }
    } while stream.pointee.avail_out == 0
  }
}
