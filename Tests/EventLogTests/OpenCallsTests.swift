import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct OpenCallsTests {
  @Test func `a log in which every call has ended stays as it is`() {
    for log in [sampleLog(), randomModel(seed: 1).run()] {
      #expect(log.endingOpenCalls().encoded() == log.encoded())
    }
  }

  @Test func `a log that was cut anywhere ends every call where it ends`() throws {
    for seed in 0..<30 as Range<UInt64> {
      let lines = randomModel(seed: seed).run().encodedLines()
      for count in 1..<lines.count {
        let bytes = lines[..<count].flatMap { Array("\($0)\n".utf8) }
        let cut = try Log.read(bytes).log
        let ended = cut.endingOpenCalls()
        var state = RunState()
        for event in ended.events { try state.apply(event) }
        #expect(state.calls.allSatisfy { $0.status.isFinal }, "seed \(seed), \(count) lines")
        #expect(ended.end == cut.end && ended.events.starts(with: cut.events))
        #expect(!cut.isClosed)
      }
    }
  }

  @Test func `a run that was cut off at a limit still says so when its calls are ended`() {
    let steps = [Model.Step](repeating: Model.Step(component: 0), count: 9)
    let component = Model.Component(name: "a", takes: .constant(1))
    let model = Model(name: "nine", components: [component], flow: steps)
    let log = model.run(limits: Limits(time: 5))
    #expect(log.ending == .limit("time") && log.isClosed)
    let ended = log.endingOpenCalls()
    #expect(ended.ending == log.ending && ended.isClosed)
    #expect(ended.events.count == log.events.count + 2)
    #expect(model.run().ending == .end)
  }
}
