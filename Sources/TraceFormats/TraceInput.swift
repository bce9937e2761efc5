public import EventLog
package import JSON

/// What a trace is read from.
public struct TraceInput: Sendable {
  /// A file that goes with a trace, such as the `build.ninja` of a ninja log.
  public struct Companion: Sendable {
    /// Its name, for messages.
    public var file: String
    /// What is in it.
    public var bytes: [UInt8]
    /// Whether the user named it.
    ///
    /// If it cannot be read, that is then an error; a file that was only found beside the
    /// trace is left out with a note.
    public var isChosen: Bool
    /// Gives the bytes of a file that this one includes, by its path from the folder of this one; nil if there is
    /// no such file.
    public var open: @Sendable (_ path: String) -> [UInt8]?

    /// A companion of that name.
    public init(
      file: String, bytes: [UInt8], isChosen: Bool = false,
      open: @escaping @Sendable (_ path: String) -> [UInt8]? = { _ in nil }
    ) {
      self.file = file
      self.bytes = bytes
      self.isChosen = isChosen
      self.open = open
    }
  }

  /// Another file of the same run.
  public struct File: Sendable {
    /// Its name without its ending, by which its lanes are told from those of others.
    public var name: String
    /// What is in it.
    public var bytes: [UInt8]

    /// A file of that name.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The trace; any bytes may be given.
  public var bytes: [UInt8]
  /// Other files that the run left, of the same format.
  public var others: [File] = []
  /// What the first file is called where there are others; the name of the run if nil.
  public var fileName: String?
  /// The name of the run.
  public var name: String
  /// Which build or run of several is read, from 1; nil for the usual one.
  public var part: Int?
  /// Which part of the run is read; nil for all of it.
  public var window: TraceWindow?
  /// The file that goes with it; nil if there is none.
  public var companion: Companion?
  /// Is told how many bytes are read.
  public var progress: ProgressHook
  /// How large the pieces are in which long lists of JSON are read, which makes no difference to what is read.
  package var pieceSizes = JSONPieceSizes()

  /// An input that is read as a run of that name.
  public init(
    bytes: [UInt8], name: String, part: Int? = nil, companion: Companion? = nil,
    progress: ProgressHook = .none
  ) {
    self.bytes = bytes
    self.name = name
    self.part = part
    self.companion = companion
    self.progress = progress
  }

  /// What goes with the trace, as a reader takes it in; nil if there is nothing, or if it was only found beside the trace and
  /// cannot be read, which a note says then.
  ///
  /// - Parameters:
  ///   - what: What such a file is: `graph`.
  ///   - read: The reader.
  /// - Returns: What was read, and the note if it was left out.
  /// - Throws: What the reader throws, for a file that was chosen.
  func readCompanion<Result>(
    _ what: String, _ read: (Companion) throws(ImportError) -> Result
  ) throws(ImportError) -> (result: Result?, notes: [ImportNote]) {
    guard let companion else { return (nil, []) }
    do throws(ImportError) { return (try read(companion), []) } catch {
      if companion.isChosen { throw error }
      let sentence = "The \(what) beside it was left out: \(error.problem)"
      return (nil, [ImportNote(kind: .skipped, count: 1, sentence: sentence)])
    }
  }
}
