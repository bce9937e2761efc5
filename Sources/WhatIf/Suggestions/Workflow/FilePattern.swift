/// A pattern of paths as shells and actions have it: `*` is any text without a slash, `**` is any, `?` is a letter.
///
/// A pattern of a folder is also one of all that is in it.
struct FilePattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern) }

  /// Whether a path fits.
  ///
  /// - Complexity: O(*n* · *m*) in the lengths of both, for patterns with one `**`.
  func matches(_ path: String) -> Bool {
    let path = Array(path)
    // Where the pattern can be after what was read of the path.
    var places: Set<Int> = []
    func enter(_ place: Int) {
      var open = [place]
      while let place = open.popLast() {
        guard places.insert(place).inserted, place < pattern.count, pattern[place] == "*" else {
          continue
        }
        let isDeep = place + 1 < pattern.count && pattern[place + 1] == "*"
        open.append(place + (isDeep ? 2 : 1))
        // `**/` is also no folder at all.
        if isDeep, place + 2 < pattern.count, pattern[place + 2] == "/" { open.append(place + 3) }
      }
    }
    enter(0)
    for letter in path {
      if letter == "/", places.contains(pattern.count) { return true }
      let before = places
      places = []
      for place in before where place < pattern.count {
        switch pattern[place] {
        case "*":
          let isDeep = place + 1 < pattern.count && pattern[place + 1] == "*"
          if isDeep || letter != "/" { enter(place) }
        case "?": if letter != "/" { enter(place + 1) }
        case letter: enter(place + 1)
        default: break
        }
      }
    }
    return places.contains(pattern.count)
  }
}
