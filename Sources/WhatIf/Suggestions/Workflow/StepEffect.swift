/// What a step does, as far as it says what has to wait for what.
///
/// The order is that in which one of several is told as the reason: the first is the strongest.
enum StepEffect: CaseIterable, Hashable {
  /// It brings what is made to its users, or changes anything else that is not of the job.
  case publishes
  /// It brings files under version control.
  case checksOut
  /// It brings other files: a cache, an artifact, a download, an image.
  case brings
  /// It sets up tools.
  case setsUp
  /// It installs what others use.
  case installs
  /// It makes files of others.
  case builds
  /// It sets what others go by.
  case configures
  /// It signs in somewhere.
  case signsIn
  /// It starts what runs on.
  case starts
  /// It waits for what others started.
  case waits
  /// It writes to a database.
  case writesData
  /// It changes files where they are.
  case changesFiles
  /// It stops something or takes files away.
  case removes
  /// It runs tests, which may leave anything.
  case tests
  /// It only reads.
  case checks
  /// It brings what was made to where the run keeps it.
  case uploads
  /// It tells somebody of the run.
  case tells

  /// Why what comes after has to wait for it; nil where nothing says that it has to.
  var reasonAfter: String? {
    switch self {
    case .publishes: "may need what it publishes"
    case .checksOut: "needs the files that it checks out"
    case .brings: "may need the files that it brings"
    case .setsUp: "may need the tools that it sets up"
    case .installs: "may need what it installs"
    case .builds: "may need what it builds"
    case .configures: "may need what it configures"
    case .signsIn: "may need what it signs in to"
    case .starts: "may need what it starts"
    case .waits: "may need what it waits for"
    case .writesData: "may need the data that it writes"
    case .changesFiles: "may need the files that it changes"
    case .removes: "comes after what it removes or stops"
    case .tests, .checks, .uploads, .tells: nil
    }
  }

  /// Why it has to wait for all that comes before it; nil where it need not.
  var reasonBefore: String? {
    switch self {
    case .publishes: "publishes, which all before it has to allow"
    case .uploads: "uploads what the steps before it made"
    case .tells: "tells of the steps before it"
    case .removes: "stops or removes what the steps before it may use"
    case .checksOut, .installs, .writesData, .changesFiles:
      "may change what the steps before it use"
    default: nil
    }
  }

  /// Whether what does this and nothing else needs nothing but what comes before it, and leaves nothing to what comes after.
  var isIndependent: Bool { [.checks, .uploads, .tells].contains(self) }
}
