import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct StreamTests {
  /// One that puts an item into a stream each second, and one that takes a while for each.
  private func pipeline(
    items: Double, each: Double, buffer: UInt32 = 0, parallel: Bool = true
  ) -> Model {
    Model(
      name: "pipeline",
      components: [
        component("load", items, parallel: parallel) {
          $0.effects = [.init(.emit(0), .every(.constant(second), times: nil))]
        },
        component("train", each, parallel: parallel) { $0.forEach = 0 },
      ],
      streams: [.init(name: "batches", buffer: buffer)],
      flow: [.init(component: 0), .init(component: 1)])
  }

  private func run(_ model: Model, as mode: RunMode = .declared) -> Log {
    let log = Simulator.run(model, LogHeader.Setup(text: "", mode: mode))
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    return log
  }

  @Test func `data streams in while a model trains`() {
    let model = pipeline(items: 60, each: 0.8)
    #expect(run(model).end == 60_800_000_000)
    #expect(run(model, as: .serial).end == 108 * second)
  }

  @Test func `an item is taken when it is there, and the end of the stream ends the taking`() {
    #expect(
      story(of: run(pipeline(items: 2, each: 0.5))) == """
        0 flow requested
        0 flow started
        0 load 2 requested
        0 train 3 requested
        0 flow succeeded
        0 load 2 started
        0 train 3 started
        0 train 3 blocked an item of batches
        1 load 2 sent batches 1
        1 train 3 resumed
        1 train 3 took batches 1
        1.5 train 3 blocked an item of batches
        2 load 2 sent batches 2
        2 load 2 succeeded
        2 train 3 resumed
        2 train 3 took batches 2
        2.5 train 3 succeeded
        """)
  }

  @Test func `who finds the buffer full waits until an item is taken`() {
    #expect(
      story(of: run(pipeline(items: 4, each: 3, buffer: 1))) == """
        0 flow requested
        0 flow started
        0 load 2 requested
        0 train 3 requested
        0 flow succeeded
        0 load 2 started
        0 train 3 started
        0 train 3 blocked an item of batches
        1 load 2 sent batches 1
        1 train 3 resumed
        1 train 3 took batches 1
        2 load 2 sent batches 2
        3 load 2 blocked room in batches
        4 train 3 took batches 2
        4 load 2 resumed
        4 load 2 sent batches 3
        5 load 2 blocked room in batches
        7 train 3 took batches 3
        7 load 2 resumed
        7 load 2 sent batches 4
        7 load 2 succeeded
        10 train 3 took batches 4
        13 train 3 succeeded
        """)
  }

  @Test func `with a bounded buffer and nothing in parallel nothing can go on`() {
    #expect(
      story(of: run(pipeline(items: 2, each: 0.5, buffer: 1), as: .serial)) == """
        0 flow requested
        0 flow started
        0 load 2 requested
        0 flow blocked on 2
        0 load 2 started
        1 load 2 sent batches 1
        2 load 2 blocked room in batches
        2  deadlock: the flow waits for load; load waits for room in batches, which nothing that was called takes from
        2 flow stopped: it waited for load, which never ends
        2 load 2 stopped: it waited for room in batches, which nothing that was called takes from
        """)
  }
}
