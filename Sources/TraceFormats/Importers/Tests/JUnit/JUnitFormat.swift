internal import XML

extension TraceFormat {
  /// The report that JUnit's Ant task wrote first and most runners write today: `<testsuite>` with `<testcase>`s.
  static let junit = TraceFormat(
    name: "a JUnit report", plural: "JUnit reports", fileExtensions: [".xml"],
    recognises: { head in
      let text = head.bytes.prefix(1 << 16)
      guard text.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "<") else {
        return false
      }
      return text.contains(Array("<testsuite".utf8))
    },
    read: { input throws(ImportError) in
      let mark = input.bytes.withoutByteOrderMark
      var reader = JUnitReader()
      let flaws: XMLFlaws
      do throws(XMLError) {
        flaws = try XMLText.read(mark.count == input.bytes.count ? input.bytes : Array(mark)) {
          switch $0 {
          case .start(let tag): reader.start(tag)
          case .end: reader.end()
          case .text(let text): reader.text(text)
          }
        }
      } catch {
        throw ImportError(line: error.line, problem: "\(error.description.capitalizedFirst).")
      }
      return try TestRun(reader.finished())
        .imported(input, format: "JUnit report", flaws: flaws.notes)
    })
}

extension XMLFlaws {
  /// What was wrong with the text itself, as notes; empty if nothing was.
  var notes: [ImportNote] {
    var notes: [ImportNote] = []
    if let broken {
      notes.append(
        ImportNote(
          kind: .skipped, count: 1,
          sentence:
            "Line \(broken.line), column \(broken.column) is no XML (\(broken.problem)); what stands "
            + "behind that was not read."))
    }
    if isCut { notes.append(.cutTrace()) }
    notes += ImportNote.inherent(
      forbidden, "character", "characters", " that XML forbids became blanks.")
    if wasNotUTF8 {
      notes.append(
        ImportNote(
          kind: .skipped, count: 1, sentence: "What is no UTF-8 in it became U+FFFD."))
    }
    return notes
  }
}
