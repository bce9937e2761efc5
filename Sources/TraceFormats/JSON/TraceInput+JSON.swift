internal import JSON

extension TraceInput {
  /// All files of the run, the first one first.
  var files: [File] { [File(name: fileName ?? name, bytes: bytes)] + others }

  /// The same input with its files in the order in which a tool numbers them, whatever order they were given in.
  var inOrderOfNames: TraceInput {
    guard !others.isEmpty else { return self }
    let sorted = files.sorted { NumberedName($0.name) < NumberedName($1.name) }
    var input = self
    input.bytes = sorted[0].bytes
    input.fileName = sorted[0].name
    input.others = Array(sorted.dropFirst())
    return input
  }

  /// Takes every file apart as JSON, one after the other, and hands it to a reader with its name; nil for a name where
  /// it is the only file.
  ///
  /// - Throws: `ImportError` if one of them is no JSON, or what the reader throws.
  func readEachFile(
    _ body: (JSONText, _ name: String?) throws(ImportError) -> Void
  ) throws(ImportError) {
    guard !others.isEmpty else {
      return try readJSON { text throws(ImportError) in try body(text, nil) }
    }
    for file in files {
      let input = TraceInput(bytes: file.bytes, name: file.name)
      do throws(ImportError) {
        try input.readJSON { text throws(ImportError) in try body(text, file.name) }
      } catch {
        throw ImportError(line: error.line, problem: "\(file.name): \(error.problem)")
      }
    }
  }

  /// Reads the elements of a list that is most of a long file, in stretches on all cores.
  ///
  /// - Parameters:
  ///   - path: The keys that lead to the list, from the outermost, where the file itself is none.
  ///   - empty: What a stretch is read into, before its first element.
  ///   - read: Reads elements that follow on one another.
  ///   - append: Takes what was read of the stretches, in the order of the file.
  /// - Returns: The input without those elements; as it is if nothing of it was read, because it is short, broken or of several
  ///   files.
  func readStretches<Stretch: Sendable>(
    _ path: StaticString..., into empty: Stretch,
    _ read: @Sendable (inout Stretch, JSONElements) -> Void, append: ([Stretch]) -> Void
  ) -> TraceInput {
    guard others.isEmpty,
      let list = JSONText.readList(path, of: bytes, sizes: pieceSizes, into: empty, read)
    else { return self }
    append(list.stretches)
    var rest = self
    rest.bytes = list.rest
    return rest
  }

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
  var flawNotes: [ImportNote] { flawNotes(in: nil) }

  /// The same, with the name of the file before each where there are several.
  func flawNotes(in file: String?) -> [ImportNote] {
    var notes: [ImportNote] = []
    if let first = flaws.firstBroken {
      let (line, column) = place(of: first.offset)
      notes += ImportNote.skipped(
        flaws.broken, "place is", "places are",
        " no JSON, and what they are in was left out; the first is line \(line), column \(column), "
          + "where \(first.expected) was expected.")
    }
    if flaws.openAtEnd > 0 { notes.append(.cutTrace()) }
    notes += ImportNote.inherent(
      flaws.commas, "comma was", "commas were", " missing or too many between its elements.")
    notes += ImportNote.skipped(
      flaws.controlCharacters, "control character", "control characters",
      " within a text became a blank.")
    notes += ImportNote.skipped(
      flaws.notUTF8, "sequence of bytes was", "sequences of bytes were",
      " no UTF-8 and became U+FFFD.")
    notes += ImportNote.skipped(
      flaws.stray, "word or sign outside of the JSON was",
      "words or signs outside of the JSON were", " left out.")
    return notes.of(file: file)
  }
}
