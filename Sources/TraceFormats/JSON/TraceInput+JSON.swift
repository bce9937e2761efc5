internal import JSON

extension TraceInput {
  /// Takes the input apart as JSON and hands it to a reader.
  ///
  /// - Returns: What the reader returns.
  /// - Throws: `ImportError` if it is no JSON, or what the reader throws.
  func readJSON<Result>(
    _ body: (JSONText) throws(ImportError) -> Result
  ) throws(ImportError) -> Result {
    let result: Swift.Result<Result, ImportError>
    do throws(JSONError) {
      let mark = bytes.withoutByteOrderMark
      result = try JSONText.read(mark.count == bytes.count ? bytes : Array(mark)) { text in
        do throws(ImportError) { return .success(try body(text)) } catch { return .failure(error) }
      }
    } catch {
      throw ImportError(line: 1, problem: "\(error.description.capitalizedFirst).")
    }
    return try result.get()
  }
}

extension String {
  /// The text with a capital at its beginning, as a sentence has one.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension JSONText {
  /// What was wrong with the text itself, as notes; empty if nothing was.
  ///
  /// What is broken or cut off is counted here as places in the text; how many events or spans that costs
  /// is told by who reads them.
  var flawNotes: [ImportNote] {
    var notes: [ImportNote] = []
    if let first = flaws.firstBroken {
      let (line, column) = place(of: first.offset)
      notes += ImportNote.skipped(
        flaws.broken, "place is", "places are",
        " no JSON, and what they are in was left out; the first is line \(line), column \(column), "
          + "where \(first.expected) was expected.")
    }
    if flaws.openAtEnd > 0 {
      notes += [
        ImportNote(
          kind: .skipped, count: 1,
          sentence: "The file ends before it is complete: what stands before that was read.")
      ]
    }
    notes += ImportNote.inherent(
      flaws.commas, "comma was", "commas were", " missing or too many between its elements.")
    notes += ImportNote.skipped(
      flaws.controlCharacters, "control character", "control characters",
      " within a text became a blank.")
    notes += ImportNote.skipped(
      flaws.notUTF8, "sequence of bytes was", "sequences of bytes were",
      " no UTF-8 and became U+FFFD.")
    notes += ImportNote.skipped(
      flaws.stray, "word or sign", "words or signs", " outside of the JSON were left out.")
    return notes
  }
}
