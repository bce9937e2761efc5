internal import EventLog

/// Lays commands out on lanes and writes them down as a run.
///
/// A command gets the lowest lane that is free when it starts. That the lane was busy before is
/// marked as inferred. What a command waited for is recorded if the build's graph says so: then it
/// is asked for when the last that it needs has ended, and is queued until it starts.
struct LaneLayout {
  private(set) var log: Log
  private let lanes: Int
  private let edges: Int
  private let knowsNeeds: Bool

  /// - Complexity: O(*n* log *n*) in the number of commands and what they need.
  /// - Precondition: Commands come in the order of their starts.
  init(_ commands: [NinjaCommand], _ needs: NinjaNeeds? = nil, header: LogHeader) {
    var writer = LaneWriter(header: header, commands, needs)
    for laneEvent in LaneEvent.laneEvents(of: commands, needs) { writer.write(laneEvent) }
    lanes = writer.releases.count
    edges = writer.edges
    log = writer.builder.close()
    knowsNeeds = needs != nil
  }

  var notes: [ImportNote] {
    let inferred =
      "\(lanes) \(lanes == 1 ? "lane" : "lanes") and \(edges) \(edges == 1 ? "edge" : "edges") "
      + "between commands on one lane were inferred."
    var sentences: [String] = []
    if !knowsNeeds {
      sentences.append("Dependencies are not recorded in this format, so the floor is unknown.")
    }
    if edges > 0 {
      sentences.append(
        "Which job ran a command is not recorded\(knowsNeeds ? "" : " either"): \(inferred)")
    }
    guard !sentences.isEmpty else { return [] }
    return [
      ImportNote(kind: .expected, count: edges, sentence: sentences.joined(separator: " "))
    ]
  }
}

/// Something that is to be written down about a command.
///
/// At one instant, what ran before ends first. Then commands are asked for, each behind what it
/// needs, and those that take no time run. Then the others start, on the lanes that are free.
private struct LaneEvent: Comparable {
  enum Step: Int32 {
    case end, request, start
  }

  var at: Nanoseconds
  private var phase: Int8
  private var rank: Int32
  var command: Int32
  private var place: Int8
  var step: Step

  /// Whether the command is asked for in the same breath.
  var asks = false

  private init(_ at: Nanoseconds, phase: Int8, rank: Int32 = 0, _ command: Int, _ step: Step) {
    self.at = at
    self.phase = phase
    self.rank = rank
    self.command = Int32(command)
    self.step = step
    place =
      switch step {
      case .request: 0
      case .start: 1
      case .end: 2
      }
  }

  static func < (left: LaneEvent, right: LaneEvent) -> Bool {
    (left.at, left.phase, left.rank, left.command, left.place)
      < (right.at, right.phase, right.rank, right.command, right.place)
  }

  static func laneEvents(of commands: [NinjaCommand], _ needs: NinjaNeeds?) -> [LaneEvent] {
    var laneEvents: [LaneEvent] = []
    laneEvents.reserveCapacity(commands.count * 3)
    for (index, command) in commands.enumerated() {
      let rank = needs?.ranks[index] ?? 0
      let takesTime = command.start < command.end
      var start = LaneEvent(
        command.start, phase: takesTime ? 2 : 1, rank: takesTime ? 0 : rank, index, .start)
      if let readyAt = needs?.readyAt[index] {
        laneEvents.append(LaneEvent(readyAt, phase: 1, rank: rank, index, .request))
      } else {
        start.asks = true
      }
      laneEvents.append(start)
      laneEvents.append(
        LaneEvent(
          command.end, phase: takesTime ? 0 : 1, rank: takesTime ? 0 : rank, index, .end))
    }
    laneEvents.sort()
    return laneEvents
  }
}

private struct LaneWriter {
  /// What has been written of a command.
  private struct Written {
    var call: CallNumber = 0
    var component = Name.none
    var lane = 0
    var last = 0
  }

  var builder: LogBuilder
  private(set) var edges = 0
  /// For each lane the event that set it free, or nil until its first command ends.
  private(set) var releases: [Int?] = []
  private let commands: [NinjaCommand]
  private let needs: NinjaNeeds?
  private var written: [Written]
  private var calls: CallNumber = 0
  private var free = FreeLanes()
  private let machine: Name

  init(header: LogHeader, _ commands: [NinjaCommand], _ needs: NinjaNeeds?) {
    builder = LogBuilder(header: header)
    builder.reserveCapacity(
      events: commands.count * 5 + 2, causes: commands.count * 5 + (needs?.count ?? 0))
    machine = builder.intern("job")
    self.commands = commands
    self.needs = needs
    written = Array(repeating: Written(), count: commands.count)
  }

  mutating func write(_ laneEvent: LaneEvent) {
    let index = Int(laneEvent.command)
    switch laneEvent.step {
    case .request: request(index, at: laneEvent.at)
    case .start:
      if laneEvent.asks { request(index, at: laneEvent.at) }
      start(index, at: laneEvent.at)
    case .end: end(index, at: laneEvent.at)
    }
  }

  private mutating func request(_ index: Int, at time: Nanoseconds) {
    let command = commands[index]
    let component = builder.intern(command.outputs[0])
    let more = command.outputs.dropFirst()
    let arguments = more.isEmpty ? .none : builder.intern("also " + more.joined(separator: ", "))
    calls += 1
    written[index].call = calls
    written[index].component = component
    written[index].last = builder.append(
      .callRequested(parent: 0, step: 0, arguments: arguments), at: time, component, call: calls)
    for need in (needs?.needs[index] ?? []).map({ written[Int($0)].last }).sorted() {
      builder.cause(need, .data)
    }
    guard time < command.start else { return }
    let queued = builder.append(.callQueued, at: time, component, call: calls)
    builder.cause(written[index].last, .program)
    written[index].last = queued
  }

  private mutating func start(_ index: Int, at time: Nanoseconds) {
    let lane = takeLane()
    let (component, call) = (written[index].component, written[index].call)
    let started = builder.append(
      .callStarted(machine: machine, slot: UInt32(lane + 1)), at: time, component, call: call)
    builder.cause(written[index].last, .program)
    if let release = releases[lane] {
      builder.cause(release, .machine, isInferred: true)
      edges += 1
    }
    written[index].lane = lane
    written[index].last = started
  }

  private mutating func end(_ index: Int, at time: Nanoseconds) {
    let (component, call, lane) = (
      written[index].component, written[index].call, written[index].lane
    )
    let ended = builder.append(.callSucceeded, at: time, component, call: call)
    builder.cause(written[index].last, .program)
    written[index].last = ended
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
