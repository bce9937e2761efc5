import Testing
import TraceFormats

@Suite struct InputFormatTests {
  @Test(arguments: [
    (#"{"seq":0,"at":0,"kind":"log.opened"}"#, InputFormat.eventLog),
    (#"{"seq":"#, .eventLog),
    ("# ninja log v5\n", .ninjaLog),
    ("# ninja log v", .ninjaLog),
    ("# ninja log v99", .ninjaLog),
    ("components:\n  a: { takes: 1s }\nflow:\n  - run: a\n", .scenario),
    ("# A comment.\n\n# Another.\nname: x\ncomponents: {}\n", .scenario),
    ("# ninja logs are read as well\nflow: []\n", .scenario),
    ("\u{FEFF}# With a byte order mark.\r\ncomponents: {}\r\nflow: []\r\n", .scenario),
    ("\u{FEFF}flow: []\n", .scenario),
    ("---\nmachines:\n  box: { slots: 1 }\n", .scenario),
    (#"{"components": {"a": {"takes": "1s"}}, "flow": [{"run": "a"}]}"#, .scenario),
    ("{ components: { a: { takes: 1s } }, flow: [] }", .scenario),
    ("'flow' : []", .scenario),
    ("\"name\": x", .scenario),
    ("", nil),
    ("\n\n\n", nil),
    ("# only a comment", nil),
    ("hello", nil),
    ("names: x", nil),
    ("- flow: x", nil),
    ("flowers: 3\ncomponentsX: 3", nil),
    ("\0\u{1}\u{2}\u{7f}ELF\0", nil),
    (" # ninja log v5\n", nil),
    ("[1, 2, 3]", nil),
    ("name", nil),
  ])
  func `an input is told by its content`(text: String, format: InputFormat?) {
    #expect(InputFormat(of: Array(text.utf8)) == format)
  }

  @Test func `any bytes are told or not, never a trap`() {
    for length in 0..<300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
      #expect(InputFormat(of: bytes) == nil)
    }
  }
}
