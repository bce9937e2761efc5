internal import Formatting

extension String {
  /// What names it: of a function and its place the function, of a path the file, of a step of a job the step.
  ///
  /// Profilers call functions by all that they know of them. Where there is little room, that hides what they do.
  ///
  ///     forward (/src/train.py:21)              forward
  ///     $threading.py:611 wait                  wait
  ///     compile: /usr/src/crane.cpp             compile: crane.cpp
  ///     void at::native::fill<4, float>(int)    fill
  ///
  /// - Complexity: O(*n*) in its length.
  var shortName: String {
    var name = self[...]
    if let mark = name.ranges(of: " › ").last { name = name[mark.upperBound...] }
    if let place = name.placeInBrackets { name = name[..<place] }
    if name.first == "$", let blank = name.firstIndex(of: " ") {
      name = name[blank...].dropFirst()
    }
    name = name.withoutSignature
    guard name.utf8.contains(UInt8(ascii: "/")) else { return name.isEmpty ? self : String(name) }
    let words = name.split(separator: Character(" "), omittingEmptySubsequences: false)
      .map { (word: Substring) -> String in
        guard word.first == "/", let slash = word.lastIndex(of: "/") else { return String(word) }
        let file = word[slash...].dropFirst()
        return String(file.isEmpty ? word : file)
      }
    return words.joined(separator: " ")
  }
}

extension String {
  /// Parts of a name that say most of it, for where all of it has no room: what is in brackets at its end, its last
  /// word, the last of what dots and colons part.
  ///
  ///     Executing action (build net/http)   build net/http, net/http
  ///     compile: crane.cpp                  crane.cpp
  ///     _io.BufferedReader.read             read
  var tellingParts: [String] {
    var parts: [String] = []
    if last == ")", let start = lastIndex(of: "("), start > startIndex {
      let inner = self[start...].dropFirst().dropLast()
      parts.append(String(inner))
      if let blank = inner.lastIndex(of: " ") { parts.append(String(inner[blank...].dropFirst())) }
    } else if let blank = lastIndex(of: " ") {
      parts.append(String(self[blank...].dropFirst()))
    } else if let mark = lastIndex(where: { $0 == "." || $0 == ":" || $0 == "/" }) {
      parts.append(String(self[mark...].dropFirst()))
    }
    return parts.filter { $0.contains(where: \.isLetter) }
  }

  /// The text without so much of its middle as has no room; names of threads differ at their ends.
  ///
  ///     Renderer / CrRendererMain (1234)   Rende…dererMain (1234)
  ///
  /// - Complexity: O(*n* *m*) in how long the text and how much of it there is room for.
  func withoutMiddle(fits: (String) -> Bool) -> String {
    if fits(self) { return self }
    let (head, tail) = (Array(prefix(Self.mostShown)), Array(suffix(Self.mostShown)))
    var shown = "…"
    for count in 1..<Self.mostShown {
      let end = min(tail.count, count * 2 / 3)
      let next = String(head.prefix(count - end)) + "…" + String(tail.suffix(end))
      guard fits(next) else { return shown }
      shown = next
    }
    return shown
  }

  private static let mostShown = 120
}

extension Substring {
  /// Where ` (file:line)` or ` (/path)` begins at its end; nil if it does not end so.
  fileprivate var placeInBrackets: Index? {
    if let name = PlacedName(self) {
      return name.file.contains(" ") ? nil : name.function.endIndex
    }
    guard last == ")", let start = lastIndex(of: "("), start > startIndex else { return nil }
    let blank = index(before: start)
    let path = self[start...].dropFirst().dropLast()
    return self[blank] == " " && blank > startIndex && path.first == "/" && !path.contains(" ")
      ? blank : nil
  }

  /// A function of C++ without what it returns and takes, its templates and where it is declared.
  fileprivate var withoutSignature: Substring {
    guard last == ")" || last == ">", contains("::"),
      let start = firstIndex(where: { $0 == "<" || $0 == "(" }), start > startIndex,
      self[index(before: start)] != " "
    else { return self }
    let function = self[..<start]
    let last = function.lastIndex { $0 == ":" || $0 == " " }
    let name = last.map { function[$0...].dropFirst() } ?? function
    return name.isEmpty ? self : name
  }
}
