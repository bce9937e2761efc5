internal import ZlibLibrary

/// Gives back what was compressed as it comes, in memory that does not grow.
///
/// Several compressed files one behind the other are what they held one behind the other, as `gzip` has it;
/// zeros behind them mean nothing.
public struct GzipDecompressor: ~Copyable {
  private enum Place { case between, within, padding }

  private let stream: UnsafeMutablePointer<z_stream>
  private var place = Place.between
  /// How many compressed bytes were taken in.
  public private(set) var consumed = 0
  /// What is wrong with them; nothing more is given out then.
  public private(set) var flaw: GzipFlaw?

  /// Begins a file; nil where there is no memory for it.
  public init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Sixteen more bits: a header and an end as gzip has them, and nothing else.
    let status = inflateInit2_(
      stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Takes in compressed bytes and gives out what they hold.
  ///
  /// There may be something to give out although nothing is taken in, from what came before.
  ///
  /// - Returns: How many bytes were taken in, and how many given out; both are 0 where more is needed, or
  ///   where there is a flaw.
  public mutating func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int) {
    var (taken, given) = (0, 0)
    while flaw == nil {
      switch place {
      case .padding:
        while taken < input.count, input[taken] == 0 { advance(&taken, by: 1) }
        if taken < input.count { find(.trailingBytes) }
        return (taken, given)
      case .between:
        guard taken < input.count else { return (taken, given) }
        switch input[taken] {
        case 0x1F:
          inflateReset(stream)
          place = .within
        case 0: place = .padding
        default: find(.trailingBytes)
        }
      case .within:
        let before = (taken, given)
        inflate(input, &taken, into: output, &given)
        if place == .within, flaw == nil, (taken, given) == before || given == output.count {
          return (taken, given)
        }
      }
    }
    return (taken, given)
  }

  /// Says that nothing more comes; that is a flaw in the middle of the data.
  public mutating func finish() {
    if flaw == nil, place == .within { find(.endsTooEarly) }
  }

  private mutating func inflate(
    _ input: UnsafeRawBufferPointer, _ taken: inout Int,
    into output: UnsafeMutableRawBufferPointer, _ given: inout Int
  ) {
    // The library counts in 32 bits.
    let source = UnsafeRawBufferPointer(rebasing: input[taken...].prefix(1 << 24))
    let room = UnsafeMutableRawBufferPointer(rebasing: output[given...].prefix(1 << 24))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = uInt(source.count)
    stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = uInt(room.count)
    let status = ZlibLibrary.inflate(stream, Z_NO_FLUSH)
    advance(&taken, by: source.count - Int(stream.pointee.avail_in))
    given += room.count - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: place = .between
    case Z_MEM_ERROR: find(.noMemory)
    default: find(problem(stream.pointee.msg.map { String(cString: $0) } ?? "unknown reason"))
    }
  }

  private func problem(_ reason: String) -> GzipFlaw.Problem {
    switch reason {
    case "incorrect data check": .wrongChecksum
    case "incorrect length check": .wrongLength
    default: .noCompressedData(reason: reason)
    }
  }

  private mutating func advance(_ taken: inout Int, by count: Int) {
    taken += count
    consumed += count
  }

  private mutating func find(_ problem: GzipFlaw.Problem) {
    flaw = GzipFlaw(problem: problem, byte: consumed)
  }
}
