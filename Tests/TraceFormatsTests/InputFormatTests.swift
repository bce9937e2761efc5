import Testing
import TraceFormats

@Suite struct InputFormatTests {
  @Test(arguments: [
    ("{\"seq\":0,\"at\":0", InputFormat.eventLog), ("# ninja log v5\n", .ninjaLog),
    ("components:\n", .scenario), ("# a remark\n\nname: x\n", .scenario),
    ("{\"components\": {}}", .scenario), ("\u{FEFF}components:\r\n", .scenario),
    ("", nil), ("hello", nil), ("\u{0}\u{1}\u{2}", nil), ("{\"traceEvents\":[]}", nil),
  ])
  func `an input is told by its content`(text: String, format: InputFormat?) {
    #expect(InputFormat(of: Array(text.utf8)) == format)
  }
}
