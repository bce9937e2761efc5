/// A place in code from which something is done, by which a log numbers the steps of a flow.
struct CallSite: Hashable, Sendable {
  private let file: StaticString
  private let line: UInt
  private let column: UInt

  init(_ file: StaticString, _ line: UInt, _ column: UInt) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  static func == (left: CallSite, right: CallSite) -> Bool {
    left.line == right.line && left.column == right.column
      && left.file.description == right.file.description
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(column)
  }
}
