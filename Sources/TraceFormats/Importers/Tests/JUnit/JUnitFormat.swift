internal import XML

extension TraceFormat {
  /// The report that JUnit's Ant task wrote first and most runners write today: `<testsuite>` with `<testcase>`s.
  static let junit = TraceFormat(
    name: "a JUnit report", plural: "JUnit reports", fileExtensions: [".xml"],
    // Many runners write a file for each class or suite.
    reasonAgainstFiles: nil,
    recognises: { $0.isMarkup(withAnyOf: "<testsuite") },
    read: { input throws(ImportError) in
      var reader = JUnitReader()
      var flaws: [ImportNote] = []
      for file in input.inOrderOfNames.files {
        let name = input.others.isEmpty ? nil : file.name
        flaws += try read(file.bytes, name, &reader)
      }
      let tests = reader.finished()
      if tests.tests.isEmpty, let flaw = flaws.first {
        throw ImportError(line: 1, problem: "No test could be read. \(flaw.sentence)")
      }
      return try TestRun(tests).imported(input, format: "JUnit report", flaws: flaws)
    })

  /// Reads a file of a report; gives what was wrong with it, with its name where there are several.
  private static func read(
    _ bytes: [UInt8], _ name: String?, _ reader: inout JUnitReader
  ) throws(ImportError) -> [ImportNote] {
    let mark = bytes.withoutByteOrderMark
    do throws(XMLError) {
      let flaws = try XMLText.read(mark.count == bytes.count ? bytes : Array(mark)) {
        switch $0 {
        case .start(let tag): reader.start(tag)
        case .end: reader.end()
        case .text(let text): reader.text(text)
        }
      }
      reader.endFile()
      return flaws.notes.of(file: name)
    } catch {
      let place = name.map { "\($0): " } ?? ""
      throw ImportError(
        line: error.line, problem: "\(place)\(error.description.capitalizedFirst).")
    }
  }
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
