import Testing

@testable import Graphviz

@Suite struct PDFDatesTests {
  /// A file as cairo writes it, with a date in one of its objects and a table of where they are.
  private func file(date: String) -> String {
    var text = "%PDF-1.5\n"
    var places: [Int] = []
    for object in ["<< /A 1 >>", "<< /CreationDate (D:\(date))\n>>", "<< /B (2) >>"] {
      places.append(text.utf8.count)
      text += "\(places.count) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    let lines = places.map { String(10_000_000_000 + $0).dropFirst() + " 00000 n \n" }.joined()
    return text + "xref\n0 4\n0000000000 65535 f \n\(lines)trailer\n<< /Size 4 >>\n"
      + "startxref\n\(table)\n%%EOF\n"
  }

  @Test(arguments: ["20300131235959Z", "20300131235959+09'00", "19990131235959-04'30", ""])
  func `a file has the same bytes in every time zone`(date: String) {
    let fixed = withFixedDates(Array(file(date: date).utf8))
    #expect(String(decoding: fixed, as: UTF8.self) == file(date: "20000101000000Z"))
  }
}
