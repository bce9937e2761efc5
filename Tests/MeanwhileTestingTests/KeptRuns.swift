import Components
import MeanwhileTesting
import Testing

// The code of the guide KeptRuns.md, which is this very code.

struct Checkout: Flow {
  let stock = Component { (_: String) in try await sleep(for: .milliseconds(40)) }
  let payment = Component(parallel: true, retries: Retries(2, backoff: .milliseconds(100))) {
    (_: String) in
    try await sleep(for: .exponential(mean: .milliseconds(200)))
    if CurrentCall.number == 1 { throw Declined() }
  }

  func run() async throws {
    try await payment.run("order 7")
    try await stock.run("order 7")
    try await payment.wait()
  }
}

struct Declined: Error, CustomStringConvertible {
  var description: String { "declined" }
}

@Suite struct CheckoutTests {
  @Test func `the checkout does what it did`() throws {
    try expectLog(of: Checkout(), matches: "Logs/checkout.events.jsonl", seed: 7)
  }

  @Test(.seeded, arguments: seeds(100))
  func `the checkout ends, whatever the payment takes`(seed: UInt64) throws {
    let run = try simulate(Checkout(), seed: seed)
    #expect(run.ending == .end)
  }
}
