internal import EventLog
internal import Formatting

/// The lanes of a Chrome trace that are no threads: sums, copies and frames that some tools write beside what ran.
///
/// What is on them is on other lanes too, so it would count twice.
enum ChromeLanes {
  /// A kind of such lanes.
  enum Kind: CaseIterable {
    /// clang and lld: a row of its own for each sum, `Total Frontend`.
    case totals
    /// Bazel: the critical path as it saw it, which repeats actions of other lanes.
    case criticalPath
    /// CMake and nextest: one slice around the whole build, test run or installation, beside what ran in it.
    case wrapper
    /// PyTorch's profiler: the span of the profile itself.
    case profile
    /// viztracer: tasks of asyncio of which it is not known on what thread they ran.
    case asyncTasks
    /// ray: what a task itself does, within the slice that has the task's name.
    case execution
    /// Our own export: paths and waits, beside the calls that they are made of.
    case meanwhile

    /// What they are, with how many slices were left out and how long they are together: the sentence of a note.
    func sentence(_ leftOut: LeftOut) -> (one: String, many: String, rest: String) {
      switch self {
      case .totals:
        ("row is", "rows are", " sums that the compiler adds (`Total …`), no calls; left out.")
      case .criticalPath:
        (
          "slice is", "slices are",
          " Bazel's own critical path of \(timeText(leftOut.time)), which repeats actions of other lanes; left out."
        )
      case .wrapper:
        (
          "slice", "slices",
          " around all that ran, as CMake and nextest write one, would count that twice; left out."
        )
      case .profile: ("slice is", "slices are", " the span of the profile, no call; left out.")
      case .asyncTasks:
        (
          "slice", "slices",
          " of asyncio's tasks lie in what no thread is known to have run, and would count twice; left out."
        )
      case .execution:
        (
          "slice `task:execute` of ray is", "slices `task:execute` of ray are",
          " what the task around does, under its own name."
        )
      case .meanwhile:
        (
          "slice is", "slices are",
          " paths and waits that Meanwhile adds to what ran; left out."
        )
      }
    }
  }

  /// What was left out of a kind.
  struct LeftOut {
    var count = 0
    var time: Nanoseconds = 0
  }

  /// Leaves out the slices that did not run on threads.
  ///
  /// - Returns: How many those were, by their kind, and how long.
  static func leaveOut(
    of slices: inout [ChromeSlice], _ threads: ChromeThreads, _ texts: NameTable
  ) -> [Kind: LeftOut] {
    let lanes = threads.all.map { kind(of: $0, in: threads) }
    var isTotal = [Bool](repeating: false, count: texts.count)
    var isWrapper = isTotal
    for (place, text) in texts.texts.enumerated() {
      isTotal[place] = text.hasPrefix("Total ")
      isWrapper[place] = ["cmakeBuild", "ctest", "cmakeInstall"].contains(text)
    }
    let execution =
      texts.find("task:deserialize_arguments").isNone ? .none : texts.find("task:execute")
    // Most traces have nothing of the kind.
    guard
      !execution.isNone || isTotal.contains(true) || isWrapper.contains(true)
        || lanes.contains(where: { $0 != nil })
    else { return [:] }
    let hasOtherLanes = slices.contains { !isWrapper[Int($0.name.index)] }
    let hasThreads = slices.contains { lanes[Int($0.thread)] == nil }
    var leftOut: [Kind: LeftOut] = [:]
    slices.removeAll { slice in
      let place = Int(slice.name.index)
      var kind =
        isTotal[place] && slice.start == threads.all[Int(slice.thread)].origin ? Kind.totals : nil
      if !execution.isNone, slice.name == execution { kind = .execution }
      if isWrapper[place], hasOtherLanes, threads.all[Int(slice.thread)].thread == "0" {
        kind = .wrapper
      }
      if hasThreads, let lane = lanes[Int(slice.thread)] { kind = lane }
      if let kind {
        leftOut[kind, default: LeftOut()].count += 1
        let time = leftOut[kind, default: LeftOut()].time
        leftOut[kind]?.time = time.addingClamped(slice.time)
      }
      return kind != nil
    }
    return leftOut
  }

  private static func kind(
    of thread: ChromeThreads.Thread, in threads: ChromeThreads
  ) -> Kind? {
    if thread.name == "Critical Path" { return .criticalPath }
    if thread.name?.hasSuffix(" (Meanwhile)") == true { return .meanwhile }
    if thread.process == "Spans" || thread.process == "Traces" { return .profile }
    if threads.processName(of: thread)?.hasPrefix("nextest run") == true { return .wrapper }
    return thread.isTask ? .asyncTasks : nil
  }
}
