/// A PDF file whose dates are the first of January 2000, whenever and wherever it was written.
///
/// Cairo writes `/CreationDate (D:20300131235959+01'00)`, or `Z` for the zone: the one thing in a file
/// that changes from one run to the next, and even in its length. Where a date gets shorter or longer,
/// the places in the table of objects at the end of the file are moved along.
func withFixedDates(_ file: [UInt8]) -> [UInt8] {
  var file = file
  for key in ["/CreationDate (D:", "/ModDate (D:"] {
    let key = Array(key.utf8)
    var start = file.startIndex
    while let place = file[start...].firstIndex(of: key[0]) {
      start = place + 1
      guard file[place...].starts(with: key) else { continue }
      let date = place + key.count
      guard let end = file[date...].firstIndex(of: UInt8(ascii: ")")) else { break }
      file.replaceSubrange(date..<end, with: fixedDate)
      let change = fixedDate.count - (end - date)
      if change != 0 { moveObjects(behind: place, by: change, in: &file) }
    }
  }
  return file
}

private let fixedDate = Array("20000101000000Z".utf8)

/// Corrects the places of objects, each ten digits in a line of twenty bytes, and where their table is.
private func moveObjects(behind place: Int, by change: Int, in file: inout [UInt8]) {
  guard let word = lastPlace(of: "startxref\n", in: file),
    let old = number(in: file, at: word + 10)
  else { return }
  let table = old.value + (old.value > place ? change : 0)
  file.replaceSubrange(old.digits, with: Array(String(table).utf8))
  guard file.indices.contains(table), file[table...].starts(with: Array("xref\n".utf8)) else {
    return
  }
  var line = table + 5
  // The first line says which objects follow: `0 34`.
  guard let first = number(in: file, at: line),
    let count = number(in: file, at: first.digits.upperBound + 1)
  else { return }
  line = count.digits.upperBound + 1
  for _ in 0..<count.value {
    guard line + 20 <= file.count, let object = number(in: file, at: line) else { return }
    if file[line + 17] == UInt8(ascii: "n"), object.value > place {
      let moved = String(10_000_000_000 + object.value + change).dropFirst()
      file.replaceSubrange(line..<line + 10, with: Array(moved.utf8))
    }
    line += 20
  }
}

private func lastPlace(of text: String, in file: [UInt8]) -> Int? {
  let text = Array(text.utf8)
  guard file.count >= text.count else { return nil }
  return (0...file.count - text.count).last { file[$0...].starts(with: text) }
}

/// The decimal number that begins at a place, and where its digits are.
private func number(in file: [UInt8], at place: Int) -> (value: Int, digits: Range<Int>)? {
  guard file.indices.contains(place) else { return nil }
  let digits = file[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  guard let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
  return (value, digits.startIndex..<digits.endIndex)
}
