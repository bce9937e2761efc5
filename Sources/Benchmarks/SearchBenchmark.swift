import EventLog
import Foundation
import Scenarios
import Simulation
import WhatIf

/// Searching for short schedules of scheduling problems, against OR-Tools' CP-SAT and PyJobShop, each with one
/// worker for the same time on the wall clock.
struct SearchBenchmark {
  /// A Python that has OR-Tools and PyJobShop, and tools/bench-peers/schedule_search.py; empty for none.
  var peers: [String] = []
  /// A folder of problems; if nil, problems are made.
  var folder: String?
  /// How long each may search for each problem.
  var seconds = 1.0
  private static let tools = [("CP-SAT", "cpsat"), ("PyJobShop", "pyjobshop")]

  /// One that searches, and how it did: the sum of how far above the best known bound it ended.
  private struct Row {
    var name: String
    var lengths: [Double] = []
    var bounds: [Double] = []
  }

  /// Searches all problems, and prints how everybody did.
  func measure() throws {
    let problems = try folder.map(Self.problems) ?? Self.made()
    print("schedules of \(problems.count) problems, \(seconds.formatted()) s for each")
    var rows = [Row(name: "ours")]
    rows += peers.isEmpty ? [] : Self.tools.map { Row(name: $0.0) }
    var isOut = rows.map { _ in false }
    for model in problems {
      guard
        let ours = Schedule.search(
          model, budget: .time(.nanoseconds(Int64(seconds * 1e9))))
      else { continue }
      let log = Simulator.run(model.running(ours), LogHeader.Setup(text: ""))
      precondition(log.end == ours.makespan, "a schedule is what the simulator makes of it")
      rows[0].lengths.append(Double(ours.makespan) / 1e9)
      rows[0].bounds.append(Double(ours.lowerBound) / 1e9)
      for (place, tool) in Self.tools.enumerated() where place + 1 < rows.count && !isOut[place + 1]
      {
        let numbers = try search(model, tool)
        isOut[place + 1] = numbers == nil
        guard let numbers else { continue }
        // Who finds no schedule has one task after the other.
        let serial = model.components.reduce(0) { $0 + Double($1.takes.length) / 1e9 }
        rows[place + 1].lengths.append(numbers[0] < 0 ? serial : numbers[0])
        rows[place + 1].bounds.append(numbers[1].rounded(.up))
      }
      if problems.count <= 30 {
        report(model.name, rows.enumerated().filter { !isOut[$0.offset] }.map(\.element))
      }
    }
    summarise(rows.enumerated().filter { !isOut[$0.offset] }.map(\.element))
  }

  private func search(_ model: Model, _ tool: (String, String)) throws -> [Double]? {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("meanwhile-\(ProcessInfo.processInfo.processIdentifier).problem")
    try Self.text(of: model).write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try PeerProgram(name: tool.0, words: peers + [tool.1, "\(seconds)", file.path])
      .numbers(2)
  }

  private func report(_ name: String, _ rows: [Row]) {
    let shown = rows.map { row in
      String(format: "%@ %.0f (≥ %.0f)", row.name, row.lengths.last ?? 0, row.bounds.last ?? 0)
    }
    print(
      "  \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(shown.joined(separator: ", "))"
    )
  }

  /// Prints how far above the best bound that anybody found everybody ended on average, and how many are proved.
  private func summarise(_ rows: [Row]) {
    let count = rows[0].lengths.count
    guard count > 0 else { return }
    for row in rows {
      var (aboveBound, aboveBest, best, proved) = (0.0, 0.0, 0, 0)
      for place in 0..<count {
        let bound = rows.map { $0.bounds[place] }.max() ?? 1
        let shortest = rows.map { $0.lengths[place] }.min() ?? 1
        aboveBound += row.lengths[place] / bound - 1
        aboveBest += row.lengths[place] / shortest - 1
        best += row.lengths[place] <= shortest ? 1 : 0
        proved += row.lengths[place] <= row.bounds[place] ? 1 : 0
      }
      print(
        String(
          format:
            "  %@ %6.2f %% above the best of all, %6.2f %% above the best bound; %d of %d the "
            + "best, %d proved", row.name.padding(toLength: 9, withPad: " ", startingAt: 0),
          aboveBest / Double(count) * 100, aboveBound / Double(count) * 100, best, count, proved))
    }
  }

  // MARK: Problems

  private static func problems(in folder: String) throws -> [Model] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { file in
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let name = String(file.prefix { $0 != "." })
      return try? Scenario.read(text, name: name)
    }
  }

  /// A job shop and a project with four resources, made of a seed.
  private static func made() throws -> [Model] {
    var state: UInt64 = 1
    func draw(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    var shop = "10 10\n"
    for _ in 0..<10 {
      var machines = Array(0..<10)
      for place in machines.indices.reversed() { machines.swapAt(place, draw(0...place)) }
      shop += machines.map { "\($0) \(draw(1...99))" }.joined(separator: " ") + "\n"
    }
    var project = "40 4\n12 12 12 12\n"
    for task in 1...40 {
      let requests = (0..<4).map { _ in draw(0...1) * draw(1...10) }
      let followers = task < 40 ? Set((0..<2).map { _ in draw(task + 1...min(40, task + 8)) }) : []
      let words = [draw(1...10)] + requests + [followers.count] + followers.sorted()
      project += words.map(String.init).joined(separator: " ") + "\n"
    }
    return [
      try Scenario.read(shop, name: "job shop"), try Scenario.read(project, name: "project"),
    ]
  }

  /// A problem as the peers read it, in seconds.
  private static func text(of model: Model) -> String {
    var lines = ["\(model.components.count) \(model.machines.count)"]
    lines.append(model.machines.map { "\($0.slots)" }.joined(separator: " "))
    for (task, component) in model.components.enumerated() {
      var takes = [UInt32](repeating: 0, count: model.machines.count)
      if let machine = component.machine { takes[machine] = component.slots }
      for share in component.others { takes[share.machine] = share.slots }
      let needs = model.tasks.map { Array($0.needs(of: task)) } ?? []
      let words =
        [component.takes.length / 1_000_000_000] + takes.map(Int64.init)
        + [Int64(needs.count)] + needs.map(Int64.init)
      lines.append(words.map(String.init).joined(separator: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Model.RunningTime {
  fileprivate var length: Nanoseconds {
    if case .constant(let time) = self { time } else { 0 }
  }
}
