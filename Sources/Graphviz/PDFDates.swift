/// A PDF file whose date of creation is the first of January 2000, in the bytes of the same number.
///
/// Cairo writes `/CreationDate (D:20300131235959+01'00)`, the one thing in a file that changes from
/// one run to the next. Every digit is overwritten, so that all offsets in the file still hold.
func withFixedDates(_ file: [UInt8]) -> [UInt8] {
  var file = file
  for key in ["/CreationDate (D:", "/ModDate (D:"] {
    let key = Array(key.utf8)
    var start = file.startIndex
    while let place = file[start...].firstIndex(of: key[0]) {
      start = place + 1
      guard file[place...].starts(with: key) else { continue }
      overwriteDate(in: &file, at: place + key.count)
    }
  }
  return file
}

private func overwriteDate(in file: inout [UInt8], at start: Int) {
  var date = "20000101000000".utf8.makeIterator()
  var place = start
  while place < file.endIndex, file[place] != UInt8(ascii: ")") {
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(file[place]) {
      file[place] = date.next() ?? UInt8(ascii: "0")
    } else {
      file[place] = UInt8(ascii: "Z")
    }
    place += 1
  }
}
