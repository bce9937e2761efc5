import Components
import EventLog
import Simulation
import Testing

@Suite("What comes of a run of components") struct OutcomeTests {
  private enum Fault: Error {
    case lost(Set<String>, in: Place)
    enum Place { case here }
  }

  private struct Parcel: Sendable, Hashable {
    var words: Set<String>
    var table: [String: Set<Int>]
  }

  @Test func `arguments and errors read the same in every process, whatever is hashed or private`()
    throws
  {
    let work = Component { (_: Parcel) in throw Fault.lost(["b", "a"], in: .here) }
    struct Sending: Flow {
      let work: Component<Block<Parcel, Void>>
      func run() async throws {
        try await work.run(Parcel(words: ["x", "z", "y"], table: ["b": [2, 1], "a": []]))
      }
    }
    let run = try simulate(Sending(work: work))
    #expect(run.ending == .failure("work failed: lost([a, b], in: here)"))
    #expect(
      run.log.calls(of: "work").first?.arguments
        == "Parcel(words: [x, y, z], table: [a: [], b: [1, 2]])")
    guard case .code(let name, _, _, _) = run.log.header.origin else { return }
    #expect(name == "Sending")
  }

  @Test func `what a run was given is let go when it is over`() async throws {
    final class Weight: Sendable, Hashable {
      static func == (left: Weight, right: Weight) -> Bool { left === right }
      func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }
    struct Carrying: Flow {
      let weight: Weight
      let work = Component(caches: true) { (_: Weight) in }
      func run() async throws { try await work.run(weight) }
    }
    weak var left: Weight?
    for isReal in [false, true] {
      do {
        let weight = Weight()
        left = weight
        if isReal {
          _ = try await record(Carrying(weight: weight)).get()
        } else {
          _ = try simulate(Carrying(weight: weight)).get()
        }
      }
      // The tasks of a recorded run end on their own threads.
      for _ in 0..<1_000 where left != nil { try await Task.sleep(for: .milliseconds(1)) }
      #expect(left == nil)
    }
  }

  @Test(arguments: RunMode.allCases)
  func
    `the errors of a parallel component are for those who ask for its result, in a serial run too`(
      _ mode: RunMode
    ) throws
  {
    let work = Component(parallel: true, raisesException: false) { throw ConnectionReset() }
    let flow = Given(["work": work]) { parts in
      let call = try await parts["work"]?.run()
      await #expect(throws: ConnectionReset.self) { try await call?.value }
    }
    _ = try simulate(flow, mode: mode).get()
  }

  @Test func `a run that is left fails with the same bytes each time`() throws {
    let first = Component(parallel: true) { await MainActor.run {} }
    let other = Component(parallel: true) { for _ in 0..<50 { try await sleep(for: .seconds(1)) } }
    let flow = Given(["first": first, "other": other]) {
      try await $0["first"]?.run()
      try await $0["other"]?.run()
    }
    let logs = try (0..<20).map { _ in try simulate(flow).log.encoded() }
    #expect(Set(logs).count == 1)
  }
}
