public import EventLog

extension TestSet {
  /// A test, or a file that its runner keeps whole.
  public struct Test: Sendable {
    private let label: Label
    /// The place of its file, class or suite among `groups`.
    public var group: Int
    /// The place of what pytest calls its scope, its class or else its file, among `scopes`.
    public var scope: Int
    /// How long it kept its worker.
    public var duration: Nanoseconds
    /// The place of its worker among `workers`; nil if that is not known.
    public var worker: Int?

    init(_ label: Label, group: Int, scope: Int, duration: Nanoseconds, worker: Int? = nil) {
      self.label = label
      (self.group, self.scope, self.duration, self.worker) = (group, scope, duration, worker)
    }

    /// Its whole name.
    public var name: String { label.names.table[label.name] }

    /// Whether its name comes before that of another test, in the order of their bytes.
    public func isNamed(before other: Test) -> Bool {
      label.withBytes { own in other.label.withBytes(own.lexicographicallyPrecedes) }
    }
  }

  /// What a test is called, by the table of the names of its run: that of most tests nobody asks for.
  struct Label: Sendable {
    final class Names: Sendable {
      let table: NameTable

      init(_ table: NameTable) { self.table = table }
    }

    let names: Names
    let name: Name

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
      names.table.withBytes(of: name, body)
    }
  }

  /// What a worker of the run did.
  public struct Worker: Sendable {
    /// What it is called.
    public var name: String
    /// How many tests it ran.
    public var tests = 0
    /// How long tests ran on it.
    public var busy: Nanoseconds = 0
    /// When its last test ended.
    public var end: Nanoseconds = 0
  }
}
