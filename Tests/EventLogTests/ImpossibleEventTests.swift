import Simulation
import TestSupport
import Testing

@testable import EventLog

/// Events that no run could write where they stand: each kind, and the state that it needs.
@Suite struct ImpossibleEventTests {
  /// A run in which a call succeeded, one failed, and a server and the flow go on.
  private let story = [
    #"0 machine.declared "machine":"box","slots":2"#,
    #"0 component.declared "component":"flow","flow":true"#,
    #"0 component.declared "component":"train","machine":"box","parallel":true"#,
    #"0 component.declared "component":"serve","parallel":true,"forever":true"#,
    #"0 component.declared "component":"load","parallel":true"#,
    #"0 state.declared "variable":"loss","value":"1""#,
    #"0 stream.declared "stream":"batches","buffer":1"#,
    #"0 call.requested "component":"flow","call":1"#,
    #"0 call.started "component":"flow","call":1"#,
    #"0 call.requested "component":"train","call":2,"parent":1"#,
    #"0 cache.missed "component":"train","call":2,"key":"k""#,
    #"0 call.requested "component":"serve","call":3,"parent":1"#,
    #"0 call.requested "component":"load","call":4,"parent":1"#,
    #"0 call.started "component":"train","call":2,"machine":"box","slot":1"#,
    #"0 machine.taken "component":"train","call":2,"machine":"box","slot":2"#,
    #"0 call.started "component":"serve","call":3"#,
    #"0 call.started "component":"load","call":4"#,
    #"1 message.sent "component":"load","call":4,"stream":"batches","item":1"#,
    #"1 message.received "component":"train","call":2,"stream":"batches","item":1"#,
    #"1 state.written "component":"train","call":2,"variable":"loss","value":"0.5""#,
    #"2 call.succeeded "component":"train","call":2"#,
    #"2 machine.released "component":"train","call":2,"machine":"box","slot":1"#,
    #"2 machine.released "component":"train","call":2,"machine":"box","slot":2"#,
    #"2 call.failed "component":"load","call":4,"reason":"out of memory""#,
    #"2 call.requested "component":"train","call":5,"parent":1"#,
    #"2 flow.iterated "component":"flow","call":1,"iteration":1,"step":2"#,
  ]

  private func problem(_ events: [String]) -> String? {
    var lines = [
      #"{"seq":0,"at":0,"kind":"log.opened","format":1,"semantics":1,"name":"x","scenario":"","#
        + #""seed":0,"mode":"declared","profile":"ideal","clock":"virtual","unit":"ns""#
    ]
    var latest: [Substring: Int] = [:]
    for event in story + events {
      let parts = event.split(separator: " ", maxSplits: 2)
      let fields = parts.count > 2 ? following(parts[2], latest) : ""
      if let call = event.firstMatch(of: /"call":(\d+)/) { latest[call.1] = lines.count }
      lines.append(#"{"seq":\#(lines.count),"at":\#(parts[0]),"kind":"\#(parts[1])"\#(fields)"#)
    }
    do {
      _ = try Log.read(sealed(lines))
      return nil
    } catch {
      let bytes = lines[..<(error.line - 1)].reduce(0) { $0 + $1.utf8.count + 19 }
      #expect((bytes...bytes + lines[error.line - 1].utf8.count).contains(error.byte))
      let isLast = error.line == lines.count
      return (isLast ? "" : "line \(error.line): ") + error.problem
    }
  }

  /// The fields of an event, with the event before of the same call as its cause, or that of who asks
  /// for the call.
  private func following(_ fields: Substring, _ latest: [Substring: Int]) -> String {
    guard !fields.contains("causes"), let call = fields.firstMatch(of: /"call":(\d+)/),
      let cause = latest[call.1]
        ?? fields.firstMatch(of: /"parent":(\d+)/).flatMap({ latest[$0.1] })
    else { return "," + fields }
    let place =
      fields.firstMatch(of: /"call":\d+(,"parent":\d+)?/)?.range.upperBound ?? fields.endIndex
    return ",\(fields[..<place]),\"causes\":[[\(cause),\"program\"]]\(fields[place...])"
  }

  private static let flow = #""component":"flow","call":1"#
  private static let train = #""component":"train","call":5"#
  private static let serve = #""component":"serve","call":3"#
  private static let load = #""component":"load","call":4"#
  private static let closed = "2 log.closed \"events\":"

  @Test(arguments: [
    ["2 call.blocked \(flow),\"on\":3"],
    ["2 call.blocked \(flow),\"for\":\"loss < 0.1\"", "2 call.resumed \(flow)"],
    ["2 call.queued \(train)", "2 call.started \(train),\"machine\":\"box\",\"slot\":2"],
    ["2 state.read \(flow),\"variable\":\"loss\",\"value\":\"0.5\""],
    ["2 state.read \(flow),\"variable\":\"train.succeeded\",\"value\":\"true\""],
    ["2 state.read \(flow),\"variable\":\"train.finished\",\"value\":\"3\""],
    [
      "2 state.written \(flow),\"variable\":\"loss\",\"value\":\"1\"",
      "2 state.conflict \(flow),\"variable\":\"loss\",\"against\":20",
    ],
    ["2 call.cached \(flow),\"hit\":4", "2 call.cached \(flow),\"hit\":5"],
    ["2 flow.iterated \(flow),\"iteration\":2"],
    [
      "2 call.succeeded \(flow)",
      #"2 call.requested "component":"load","call":6,"parent":1,"causes":[[24,"time"]]"#,
    ],
    ["2 run.limited \"limit\":\"time\"", closed + "29"],
    [
      "2 call.blocked \(flow),\"on\":4", "2 run.deadlocked \"reason\":\"r\"",
      "2 call.stopped \(flow)", "2 call.stopped \(serve)", "2 call.stopped \(train)",
      closed + "33",
    ],
    [
      "2 call.stopped \(serve)", "2 call.stopped \(train)", "2 call.failed \(flow)",
      "2 run.failed \"reason\":\"r\"", closed + "32",
    ],
  ])
  func `what a run can write is read`(events: [String]) {
    #expect(problem(events) == nil)
  }

  @Test(
    arguments: [
      // What is declared.
      (
        [#"2 component.declared "component":"late""#],
        "late is declared after the first call; all that there is, is declared before"
      ),
      (
        [#"2 state.declared "variable":"late","value":"1""#],
        "late is declared after the first call; all that there is, is declared before"
      ),
      // What leads to what.
      (
        [#"2 call.queued "component":"train","call":5,"causes":[[22,"program"]]"#],
        "it does not follow from event 25, the one before of its call"
      ),
      (
        [#"2 call.queued "component":"train","call":5,"causes":[[1,"time"],[25,"program"]]"#],
        "event 1 happens to no call and leads to nothing"
      ),
      (
        ["3 call.started \(train),\"machine\":\"box\",\"slot\":2"],
        "nothing explains why it comes at 3: no cause is of that time, no timer runs and its call "
          + "does not"
      ),
      (
        [#"2 run.limited "limit":"time""#, #"2 log.closed "causes":[[27,"time"]],"events":29"#],
        "log.closed has no causes"
      ),
      // How calls begin.
      (
        [#"2 call.requested "component":"load","call":6,"parent":5"#],
        "call 5 is requested and this cannot happen then"
      ),
      (
        [
          "2 call.started \(train),\"machine\":\"box\",\"slot\":1",
          #"2 call.requested "component":"train","call":6,"parent":1"#,
          #"2 call.started "component":"train","call":6,"machine":"box","slot":2"#,
        ], "train runs one call at a time, and call 5 has not ended"
      ),
      (["2 call.started \(train)"], "train runs on machine box"),
      (
        [
          #"2 call.requested "component":"load","call":6,"parent":1"#,
          #"2 call.started "component":"load","call":6,"slot":1"#,
        ], "slot 1 is of no machine"
      ),
      (
        [
          "2 cache.missed \(train),\"key\":\"k\"", "2 cache.missed \(train),\"key\":\"k\"",
        ], "call 5 or a later one was new to the cache before"
      ),
      (
        [
          "2 call.blocked \(flow),\"on\":3",
          #"2 call.requested "component":"load","call":6,"parent":1"#,
        ], "call 1 is blocked, and then only a call that failed is made again, after a time"
      ),
      (
        [
          "2 call.succeeded \(flow)",
          #"2 call.requested "component":"load","call":6,"parent":1,"causes":[[21,"time"]]"#,
        ], "call 1 is succeeded, and then only a call that failed is made again, after a time"
      ),
      (
        [
          "2 call.started \(train),\"machine\":\"box\",\"slot\":2", "2 call.succeeded \(train)",
          "2 call.stopped \(flow)", "2 call.stopped \(serve)", closed + "32",
        ], "call 5 has ended and still holds its slot"
      ),
      (["2 cache.missed \(serve),\"key\":\"k\""], "call 3 is running and this cannot happen then"),
      (
        ["2 machine.taken \(serve),\"machine\":\"box\",\"slot\":1"],
        "serve runs on a machine of its own"
      ),
      // How they wait.
      (
        ["2 call.blocked \(flow)"],
        "call 1 can wait for another call, `on`, or for what words say, `for`, and for one of them"
      ),
      (
        ["2 call.blocked \(flow),\"on\":3,\"for\":\"a change\""],
        "call 1 can wait for another call, `on`, or for what words say, `for`, and for one of them"
      ),
      (
        ["2 call.blocked \(flow),\"on\":1"],
        "call 1 can wait for another call, `on`, or for what words say, `for`, and for one of them"
      ),
      (["2 call.blocked \(train),\"on\":3"], "call 5 is requested and this cannot happen then"),
      (["2 call.resumed \(flow)"], "call 1 is running and this cannot happen then"),
      // How they end.
      (["2 call.succeeded \(serve)"], "serve never ends by itself"),
      (["2 call.failed \(serve)"], "serve never ends by itself"),
      (["2 call.failed \(train)"], "call 5 is requested and this cannot happen then"),
      (["2 call.stopped \(load)"], "call 4 is failed and this cannot happen then"),
      (
        [
          "2 call.started \(train),\"machine\":\"box\",\"slot\":1",
          "3 machine.released \(train),\"machine\":\"box\",\"slot\":1",
        ], "call 5 is running and this cannot happen then"
      ),
      (
        ["2 machine.released \"component\":\"train\",\"call\":2,\"machine\":\"box\",\"slot\":1"],
        "slot 1 of machine box is free already"
      ),
      // What they do.
      (["2 call.cached \(flow),\"hit\":9"], "no call 9 was requested before"),
      (["2 call.cached \(flow),\"hit\":1"], "call 1 was not asked for by call 1"),
      (["2 call.cached \(serve),\"hit\":2"], "call 2 was not asked for by call 3"),
      (
        ["2 flow.iterated \(flow),\"iteration\":1"], "iteration 1 ends where iteration 2 comes next"
      ),
      (
        ["2 flow.iterated \(flow),\"iteration\":3"], "iteration 3 ends where iteration 2 comes next"
      ),
      (["2 flow.iterated \(serve),\"iteration\":1"], "call 3 is no flow that goes through steps"),
      (
        ["2 state.read \(flow),\"variable\":\"lsos\",\"value\":\"1\""],
        "lsos is neither a variable that was declared nor a state of a component"
      ),
      (
        ["2 state.read \(flow),\"variable\":\"eval.succeeded\",\"value\":\"true\""],
        "eval.succeeded is neither a variable that was declared nor a state of a component"
      ),
      (
        ["2 state.read \(flow),\"variable\":\"train.succeeded\",\"value\":\"0.5\""],
        "train.succeeded is true, false or a number of calls"
      ),
      (
        ["2 state.read \(flow),\"variable\":\"train.succeeded\",\"value\":\"+5\""],
        "train.succeeded is true, false or a number of calls"
      ),
      (
        ["2 state.read \(flow),\"variable\":\"train.succeeded\",\"value\":\"007\""],
        "train.succeeded is true, false or a number of calls"
      ),
      (
        ["2 state.read \(flow),\"variable\":\"loss\",\"value\":\"0.6\""], "variable loss is 0.5"
      ),
      (
        ["2 state.written \(flow),\"variable\":\"lsos\",\"value\":\"1\""],
        "no variable lsos is declared before"
      ),
      (
        ["2 state.conflict \(flow),\"variable\":\"loss\",\"against\":20"],
        "event 20 and the one before this are not writes of loss by two calls"
      ),
      (
        [
          "2 state.written \(flow),\"variable\":\"loss\",\"value\":\"1\"",
          "2 state.conflict \(flow),\"variable\":\"loss\",\"against\":4000000000",
        ], "event 4000000000 and the one before this are not writes of loss by two calls"
      ),
      (
        ["2 message.received \(serve),\"stream\":\"batches\",\"item\":2"],
        "item 2 of stream batches moves where the stream is empty"
      ),
      (
        ["2 message.sent \(serve),\"stream\":\"batches\",\"item\":3"],
        "item 3 of stream batches moves where item 2 comes next"
      ),
      (
        [
          "2 message.sent \(serve),\"stream\":\"batches\",\"item\":2",
          "2 message.sent \(serve),\"stream\":\"batches\",\"item\":3",
        ], "the buffer of stream batches is full"
      ),
      (
        ["2 state.written \(load),\"variable\":\"loss\",\"value\":\"1\""],
        "call 4 is failed and this cannot happen then"
      ),
      // How the run ends.
      (
        ["2 run.limited \"limit\":\"patience\""],
        "the limits of a run are events, steps, time and memory"
      ),
      (
        [
          "2 run.failed \"reason\":\"r\"",
          #"2 call.requested "component":"load","call":6,"parent":1"#,
        ], "the run has failed, and at that instant only log.closed can follow"
      ),
      (
        ["2 run.failed \"reason\":\"r\"", "2 call.stopped \(serve)"],
        "the run has failed, and at that instant only log.closed can follow"
      ),
      (
        ["2 run.failed \"reason\":\"r\"", closed + "29"],
        "call 1 has not ended, and only a run that was cut off leaves calls open"
      ),
      (
        ["2 run.limited \"limit\":\"time\"", "2 call.stopped \(serve)"],
        "the run has been cut off at a limit, and at that instant only log.closed can follow"
      ),
      (
        ["2 run.deadlocked \"reason\":\"r\"", "2 call.succeeded \(flow)"],
        "the run has deadlocked, and at that instant only call.stopped and log.closed can follow"
      ),
      (
        ["2 run.deadlocked \"reason\":\"r\"", "3 call.stopped \(flow)"],
        "the run has deadlocked, and at that instant only call.stopped and log.closed can follow"
      ),
      (
        ["2 run.livelocked \"reason\":\"r\"", "2 run.deadlocked \"reason\":\"r\""],
        "the run has gone round for ever, and at that instant only call.stopped and log.closed can "
          + "follow"
      ),
      (
        ["2 run.livelocked \"reason\":\"r\"", "2 call.stopped \(flow)", closed + "30"],
        "call 3 has not ended, and only a run that was cut off leaves calls open"
      ),
      (
        [
          "2 call.stopped \(flow)", "2 call.stopped \(serve)", "2 call.stopped \(train)",
          "2 run.deadlocked \"reason\":\"r\"",
        ], "no call is open that could go on or wait"
      ),
      (
        ["2 run.limited \"limit\":\"time\"", "3 log.closed \"events\":29"],
        "the run has been cut off at a limit, and at that instant only log.closed can follow"
      ),
      (
        [
          "2 call.stopped \(flow)", "2 call.stopped \(serve)", "2 call.stopped \(train)",
          "3 log.closed \"events\":31",
        ], "a log is closed at the instant of its last event, 2"
      ),
    ] as [([String], String)])
  func `what no run can write is refused`(events: [String], reason: String) {
    #expect(problem(events) == "expected an event that can happen here, but \(reason)")
  }

  @Test(arguments: [
    ("2 flow.iterated \(flow)", "iteration"), ("2 flow.iterated \(flow),\"step\":2", "iteration"),
    ("2 call.cached \(flow),\"step\":2", "hit"),
    ("2 state.conflict \(flow),\"variable\":\"loss\"", "against"),
    ("2 message.sent \(serve),\"stream\":\"batches\"", "item"),
  ])
  func `what an event has to say is there`(event: String, key: String) {
    #expect(problem([event]) == "expected the key \"\(key)\"")
  }

  /// Any run, cut off at any event: what is refused above is never written.
  @Test func `what runs do write is read`() {
    for seed in 0..<UInt64(120) {
      let model = seed % 4 == 0 ? randomModel(seed: seed) : randomComponents(seed: seed)
      for mode in RunMode.allCases {
        let most = 3000
        let log = model.run(as: mode, limits: Limits(events: most))
        #expect(throws: Never.self, "seed \(seed) \(mode)") { try Log.read(log.encoded()) }
        for events in [1, 7, 3].map({ log.events.count * $0 / 8 }) {
          let short = model.run(as: mode, limits: Limits(events: max(1, min(events, most))))
          #expect(throws: Never.self, "seed \(seed) \(mode), \(events) events") {
            try Log.read(short.encoded())
          }
        }
      }
    }
  }
}
