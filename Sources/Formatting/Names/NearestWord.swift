/// The valid word that is a few letters away from another, if there is one.
///
/// Distance is that of Levenshtein, two neighbours that changed places counting one; at most a third of the letters may differ.
///
/// - Complexity: O(*m* *n* *k*) for words of *m* and *n* letters, *k* of them; words of more than
///   64 letters are passed over.
package func nearestWord(to word: String, in valid: [String]) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  let letters = Array(word.lowercased().utf8)
  var best: (word: String, distance: Int)?
  for candidate in valid where candidate.utf8.count <= 64 {
    let distance = editDistance(letters, Array(candidate.lowercased().utf8))
    let length = max(letters.count, candidate.utf8.count)
    // Of a single letter that is another nothing is left to go by.
    guard distance <= max(1, length / 3), distance < length else { continue }
    if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
  }
  return best?.word
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var above = [Int](repeating: 0, count: right.count + 1)
  var row = Array(0...right.count)
  for line in left.indices {
    var next = [line + 1]
    for column in right.indices {
      let isSame = left[line] == right[column]
      var distance = min(row[column] + (isSame ? 0 : 1), row[column + 1] + 1, next[column] + 1)
      if line > 0, column > 0, left[line] == right[column - 1], left[line - 1] == right[column] {
        distance = min(distance, above[column - 1] + 1)
      }
      next.append(distance)
    }
    (above, row) = (row, next)
  }
  return row[right.count]
}
