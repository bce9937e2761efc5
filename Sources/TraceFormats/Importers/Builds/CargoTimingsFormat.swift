internal import EventLog
internal import JSON

extension TraceFormat {
  /// The page that `cargo build --timings` writes, `target/cargo-timings/cargo-timing.html`: the units of a build are in it, in
  /// JSON, behind `UNIT_DATA =`.
  ///
  ///     {"i": 4, "name": "quote", "version": "1.0.46", "target": " build-script", "start": 0.06, "duration": 0.14,
  ///      "unblocked_units": [5], "unblocked_rmeta_units": [], "sections": [["frontend", {"start": 0.0, "end": 0.04}], …]}
  ///
  /// A unit names, by their numbers and not their places, those that waited for it last: that is not all that they need. A unit
  /// that waits only for the metadata of another begins when the frontend of that one has ended.
  static let cargoTimings = TraceFormat(
    name: "a page of cargo --timings", plural: "pages of cargo --timings",
    fileExtensions: [".html"],
    recognises: { $0.isMarkup(withAnyOf: "Cargo Build Timings") },
    read: { input throws(ImportError) in
      let mark = Array("UNIT_DATA = ".utf8)
      guard let place = input.bytes.firstRange(of: mark) else {
        throw ImportError(
          line: 1, problem: "The page holds no units (UNIT_DATA), so there is nothing to read.")
      }
      var units = TraceInput(bytes: Array(input.bytes[place.upperBound...]), name: input.name)
      // What stands behind the array is another part of the page.
      if let end = units.bytes.firstRange(of: Array("];".utf8)) {
        units.bytes.removeSubrange((end.lowerBound + 1)...)
      }
      var list = try units.readJSON { text in
        var list = CargoUnits(text.roots.flatMap { Array($0.elements) }).list
        list.notes += text.flawNotes
        return list
      }
      list.slots = cargoJobs(input.bytes[..<place.lowerBound])
      list.endWithinSlots()
      list.notes += HTMLPage.cutNote(input.bytes)
      return try list.imported(input, format: "cargo timings", ("unit", "units"))
    })
}

/// How many units cargo ran at once at most, as its page says: `<td>3 (jobs=2 ncpu=2)</td>`; nil if it does not.
private func cargoJobs(_ page: ArraySlice<UInt8>) -> Int? {
  guard let mark = page.firstRange(of: Array("(jobs=".utf8)) else { return nil }
  let digits = page[mark.upperBound...].prefix {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
  }
  return Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
}
