internal import Platform
internal import Schedules

/// What a process is asked to do in which tests are simulated; it is told by its environment.
struct SimulationRequest: Sendable {
  /// What is to be done.
  enum Task: String, Sendable {
    /// Run schedules until one fails.
    case explore
    /// Look for the shortest schedule, of a run that ended the process.
    case shrinkCrash = "shrink-crash"
    /// Run the first schedule, with other hashes and addresses than the other processes, and tell what it did.
    case compare
    /// Do that with names of code, which takes longer.
    case compareByName = "compare-by-name"
    /// Run the first schedule, and tell what it did, with names of code.
    case firstByName = "first-by-name"

    /// Whether hashes and addresses are to be the same as those of others.
    var isPinned: Bool { self != .compare && self != .compareByName }
    /// Whether code is told by names.
    var isNamed: Bool { self == .compareByName || self == .firstByName }
  }

  /// The test.
  var test: String
  /// The folder for what there is to be told.
  var folder: String
  var task: Task
  /// The first case of the test that is run, counted from 1: those before it have been.
  var firstCase = 1

  /// What this process is asked to do; nil in all others.
  static let current: SimulationRequest? = {
    guard let folder = text(folderVariable), let test = text(testVariable) else { return nil }
    return SimulationRequest(
      test: test, folder: folder, task: text(taskVariable).flatMap(Task.init) ?? .explore,
      firstCase: text(firstCaseVariable).flatMap { Int($0) } ?? 1)
  }()

  private static let folderVariable = "MEANWHILE_SIMULATION"
  private static let testVariable = "MEANWHILE_SIMULATION_TEST"
  private static let taskVariable = "MEANWHILE_SIMULATION_TASK"
  private static let firstCaseVariable = "MEANWHILE_SIMULATION_FROM"
  private static let pinnedVariable = "MEANWHILE_SIMULATION_PINNED"
  private static let hashingVariable = "SWIFT_DETERMINISTIC_HASHING"

  /// The environment of a process that is asked this: this one's, with the request.
  var environment: [String] {
    var list = Self.inherited.filter { entry in
      ![
        Self.folderVariable, Self.testVariable, Self.taskVariable, Self.pinnedVariable,
        Self.hashingVariable, Self.firstCaseVariable,
      ].contains { entry.hasPrefix($0 + "=") }
    }
    list.append("\(Self.folderVariable)=\(folder)")
    list.append("\(Self.testVariable)=\(test)")
    list.append("\(Self.taskVariable)=\(task.rawValue)")
    list.append("\(Self.firstCaseVariable)=\(firstCase)")
    if task.isPinned {
      list.append("\(Self.pinnedVariable)=1")
      list.append("\(Self.hashingVariable)=1")
    }
    return list
  }

  private static var inherited: [String] {
    var list: [String] = []
    var place = environ
    while let entry = place.pointee {
      list.append(String(cString: entry))
      place += 1
    }
    return list
  }

  private static func text(_ variable: String) -> String? {
    getenv(variable).map { String(cString: $0) }
  }

  // MARK: What people ask for

  /// The seed that takes the place of all others.
  static var seed: UInt64? { text("MEANWHILE_SEED").flatMap { UInt64($0) } }

  /// The one schedule that is to be run.
  static var schedule: Schedule? { text("MEANWHILE_SCHEDULE").flatMap { Schedule(text: $0) } }

  /// What is wrong with what people ask for; nil if nothing is.
  static var problem: String? {
    if let text = text("MEANWHILE_SEED"), !text.isEmpty, seed == nil {
      return "MEANWHILE_SEED is to be a number from 0, and is '\(text)'"
    }
    if let text = text("MEANWHILE_SCHEDULE"), !text.isEmpty, schedule == nil {
      return "MEANWHILE_SCHEDULE is to be 'none' or such as '4:1,17:2', and is '\(text)'"
    }
    return nil
  }
}
