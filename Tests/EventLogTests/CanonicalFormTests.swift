import EventLog
import TestSupport
import Testing

@Suite struct CanonicalFormTests {
  @Test func `every kind of event has one form`() {
    #expect(
      openedLines(of: sampleLog()) == [
        #"{"seq":0,"at":0,"kind":"log.opened","format":2,"semantics":1,"name":"a \"b\" \\c","#
          + #""scenario":"flow:\u000a\u0009\"é\"","seed":7,"mode":"parallel","profile":"ideal","#
          + #""clock":"virtual","unit":"ns""#,
        #"{"seq":1,"at":0,"kind":"machine.declared","machine":"box \u0001"#
          + "\u{7f}" + #"","slots":1"#,
        #"{"seq":2,"at":0,"kind":"component.declared","component":"flow","flow":true"#,
        #"{"seq":3,"at":0,"kind":"component.declared","component":"train 🚂","#
          + #""machine":"box \u0001"# + "\u{7f}" + #"","parallel":true"#,
        #"{"seq":4,"at":0,"kind":"component.declared","component":"serve \"\\","#
          + #""parallel":true,"forever":true"#,
        #"{"seq":5,"at":0,"kind":"call.requested","component":"flow","call":1"#,
        #"{"seq":6,"at":0,"kind":"call.started","component":"flow","call":1,"#
          + #""causes":[[5,"program"]]"#,
        #"{"seq":7,"at":1,"kind":"call.requested","component":"train 🚂","call":2,"parent":1,"#
          + #""causes":[[6,"program"]],"step":1,"with":"line\u000aline""#,
        #"{"seq":8,"at":1,"kind":"call.requested","component":"serve \"\\","call":3,"parent":1,"#
          + #""causes":[[6,"program"]],"step":2"#,
        #"{"seq":9,"at":1,"kind":"call.blocked","component":"flow","call":1,"#
          + #""causes":[[6,"program"]],"on":2"#,
        #"{"seq":10,"at":1,"kind":"call.queued","component":"train 🚂","call":2,"#
          + #""causes":[[7,"program"]]"#,
        #"{"seq":11,"at":2,"kind":"call.started","component":"train 🚂","call":2,"#
          + #""causes":[[6,"machine"],[10,"program"],[10,"time"]],"#
          + #""machine":"box \u0001"# + "\u{7f}" + #"","slot":1"#,
        #"{"seq":12,"at":4000000000,"kind":"call.succeeded","component":"train 🚂","call":2,"#
          + #""causes":[[11,"program"]]"#,
        #"{"seq":13,"at":4000000000,"kind":"machine.released","component":"train 🚂","call":2,"#
          + #""causes":[[12,"program"]],"machine":"box \u0001"# + "\u{7f}" + #"","slot":1"#,
        #"{"seq":14,"at":4000000000,"kind":"call.resumed","component":"flow","call":1,"#
          + #""causes":[[9,"program"],[12,"blocking"]]"#,
        #"{"seq":15,"at":4000000001,"kind":"call.stopped","component":"serve \"\\","call":3,"#
          + #""causes":[[8,"program"],[8,"queue","inferred"],[12,"data"]],"reason":"""#,
        #"{"seq":16,"at":4000000001,"kind":"call.failed","component":"flow","call":1,"#
          + #""causes":[[14,"program"]],"reason":"the run ended""#,
        #"{"seq":17,"at":4000000001,"kind":"run.limited","limit":"time""#,
        #"{"seq":18,"at":4000000001,"kind":"log.closed","events":19"#,
      ])
  }

  @Test func `an imported log says what it was made of`() {
    let origin = LogHeader.Origin.trace(format: "ninja", part: 2)
    var builder = LogBuilder(header: LogHeader(name: "b", origin: origin))
    #expect(
      openedLines(of: builder.close())[0]
        == #"{"seq":0,"at":0,"kind":"log.opened","format":2,"semantics":1,"name":"b","#
        + #""trace":"ninja","part":2,"clock":"wall","unit":"ns""#)
  }

  @Test func `a log that is read and written again has the same bytes`() throws {
    var logs = [sampleLog()]
    var builder = LogBuilder(header: LogHeader(name: "", origin: .trace(format: "", part: 0)))
    logs.append(builder.close())
    for log in logs { try expectSameBytes(log, "a log made by hand") }
    for seed in 0..<400 {
      let mode = RunMode.allCases[seed % RunMode.allCases.count]
      try expectSameBytes(randomModel(seed: UInt64(seed)).run(as: mode), "seed \(seed) \(mode)")
    }
  }

  private func expectSameBytes(_ log: Log, _ what: String) throws {
    let written = log.encoded()
    let reading = try Log.read(written)
    #expect(reading.log.encoded() == written, "\(what)")
    #expect(reading.tornTail.isEmpty && reading.log.isClosed, "\(what)")
    #expect(reading.log.header == log.header && reading.log.events == log.events, "\(what)")
    #expect(reading.log.causes == log.causes, "\(what)")
    #expect(log.firstDifference(from: reading.log) == nil, "\(what)")
  }

  @Test(arguments: [
    ("é", "e\u{301}"), ("\u{1e9b}\u{323}", "\u{1e9b}\u{0323}\u{200d}"), ("\u{212b}", "\u{c5}"),
  ])
  func `names that look the same but are not stay two names`(one: String, other: String) throws {
    var builder = LogBuilder(header: LogHeader(name: "x", origin: .trace(format: "t", part: 1)))
    for text in [one, other] {
      builder.append(.componentDeclared(machine: .none, traits: []), at: 0, builder.intern(text))
    }
    let log = builder.close()
    let read = try Log.read(log.encoded()).log
    #expect(read.names.texts.map { Array($0.utf8) } == [Array(one.utf8), Array(other.utf8)])
    #expect(read.encoded() == log.encoded())
  }

  @Test func `a log handed over in pieces is the same log`() {
    var builder = LogBuilder(header: LogHeader(name: "long", origin: .scenario(.init(text: ""))))
    for call in 1...10_000 {
      let component = builder.intern("component \(call % 100)")
      builder.append(
        .callRequested(parent: 0, step: 0, arguments: .none), at: 0, component,
        call: CallNumber(call))
    }
    let log = builder.close()
    var pieces: [[UInt8]] = []
    log.encode { pieces.append(Array($0)) }
    #expect(pieces.count > 3)
    #expect(Array(pieces.joined()) == log.encoded())
  }
}
