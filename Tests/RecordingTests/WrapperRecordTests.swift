import Testing

@testable import Recording

@Suite struct WrapperRecordTests {
  private static func record(_ fields: String...) -> [UInt8] {
    let body = fields.flatMap { (field: String) -> [UInt8] in Array(field.utf8) + [0] }
    let digits = String(10_000 + body.count + 4).dropFirst()
    return Array(digits.utf8) + body
  }

  @Test func `records are read whatever pieces of them come at once`() {
    let bytes =
      Self.record("b", "7", "1000", "", "cc", "-c", "a b\n'.c")
      + Self.record("b", "8", "1500", "7.1000", "as") + Self.record("e", "7", "1000", "3000", "256")
    for size in 1...bytes.count {
      var records = WrapperRecords()
      var read: [WrapperRecord] = []
      var start = 0
      while start < bytes.count {
        let end = min(start + size, bytes.count)
        read += records.take(bytes[start..<end])
        start = end
      }
      #expect(records.lost == 0)
      #expect(read.map(\.at) == [1000, 1500, 3000])
      guard case .began(nil, ["cc", "-c", "a b\n'.c"]) = read[0].happening,
        case .began(WrapperRecord.Identity(process: 7, began: 1000), ["as"]) = read[1].happening,
        case .ended(256) = read[2].happening
      else {
        Issue.record("\(read)")
        return
      }
    }
  }

  @Test(arguments: ["", "x", "0000", "0004", "-001ab", "9999", "0008b\0\0\0", "0012e\0\07\0a\0b\0"])
  func `what no wrapper writes is counted and harms nothing`(text: String) {
    var records = WrapperRecords()
    #expect(records.take(text.utf8).isEmpty)
    #expect(records.lost <= text.utf8.count)
  }

  private static let statuses: [(Int32, CommandEnd)] = [
    (0, .exited(0)), (256, .exited(1)), (127 << 8, .exited(127)), (9, .killed(signal: 9)),
    (0x8b, .killed(signal: 11)),
  ]

  @Test(arguments: statuses)
  func `a status says how a command ended`(status: Int32, end: CommandEnd) {
    #expect(CommandEnd(status: status) == end)
  }
}
