internal import EventLog

/// Lays commands out on lanes and writes them down as a run.
///
/// A command gets the lowest lane that is free when it starts. That the lane was busy before is all
/// that can be said of what a command waited for, and it is marked as inferred.
struct LaneLayout {
  private(set) var log: Log
  private let lanes: Int
  private let edges: Int

  /// - Complexity: O(*n* log *n*) in the number of commands.
  /// - Precondition: Commands come in the order of their starts.
  init(_ commands: [NinjaCommand], header: LogHeader) {
    var writer = LaneWriter(header: header)
    writer.builder.reserveCapacity(events: commands.count * 4 + 2, causes: commands.count * 4)
    let endings = commands.indices.sorted { (commands[$0].end, $0) < (commands[$1].end, $1) }
    var ended = 0
    for (index, command) in commands.enumerated() {
      while ended < index, case let next = endings[ended], next < index,
        commands[next].end <= command.start
      {
        writer.end(next, at: commands[next].end)
        ended += 1
      }
      writer.start(command)
    }
    for index in endings[ended...] { writer.end(index, at: commands[index].end) }
    lanes = writer.releases.count
    edges = writer.edges
    log = writer.builder.close()
  }

  var notes: [ImportNote] {
    var sentence = "Dependencies are not recorded in this format, so the floor is unknown."
    if edges > 0 {
      let (lanes, edges) = (counted(lanes, "lane"), counted(edges, "edge"))
      sentence +=
        " Which job ran a command is not recorded either: \(lanes) and \(edges) between "
        + "commands on one lane were inferred."
    }
    return [ImportNote(kind: .inferred, count: edges, sentence: sentence)]
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

private struct LaneWriter {
  private struct Running {
    var component: Name
    var lane: Int
    var started: Int
  }

  var builder: LogBuilder
  private(set) var edges = 0
  /// For each lane the event that set it free, or nil until its first command ends.
  private(set) var releases: [Int?] = []
  private var free = FreeLanes()
  private var running: [Running] = []
  private let machine: Name

  init(header: LogHeader) {
    builder = LogBuilder(header: header)
    machine = builder.intern("job")
  }

  mutating func start(_ command: NinjaCommand) {
    let component = builder.intern(command.outputs[0])
    let call = CallNumber(running.count + 1)
    let more = command.outputs.dropFirst()
    let arguments = more.isEmpty ? .none : builder.intern("also " + more.joined(separator: ", "))
    let requested = builder.append(
      .callRequested(parent: 0, step: 0, arguments: arguments), at: command.start, component,
      call: call)
    let lane = takeLane()
    let started = builder.append(
      .callStarted(machine: machine, slot: UInt32(lane + 1)), at: command.start, component,
      call: call)
    builder.cause(requested, .program)
    if let release = releases[lane] {
      builder.cause(release, .machine, isInferred: true)
      edges += 1
    }
    running.append(Running(component: component, lane: lane, started: started))
  }

  mutating func end(_ index: Int, at time: Nanoseconds) {
    let (component, lane) = (running[index].component, running[index].lane)
    let call = CallNumber(index + 1)
    let ended = builder.append(.callSucceeded, at: time, component, call: call)
    builder.cause(running[index].started, .program)
    releases[lane] = builder.append(
      .machineReleased(machine: machine, slot: UInt32(lane + 1)), at: time, component, call: call)
    builder.cause(ended, .program)
    free.insert(lane)
  }

  private mutating func takeLane() -> Int {
    if let lane = free.removeLowest() { return lane }
    releases.append(nil)
    return releases.count - 1
  }
}

/// The lanes that were used and are free: a binary heap, the lowest lane first.
private struct FreeLanes {
  private var heap: [Int] = []

  /// - Complexity: O(log *n*) in the number of free lanes.
  mutating func insert(_ lane: Int) {
    heap.append(lane)
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, heap[child] < heap[parent] {
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// - Complexity: O(log *n*) in the number of free lanes.
  mutating func removeLowest() -> Int? {
    guard let last = heap.popLast() else { return nil }
    guard let lowest = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while case let left = 2 * parent + 1, left < heap.count {
      let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return lowest
  }
}
