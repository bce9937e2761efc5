import MeanwhileTesting
import Platform
import Testing

// The code of the guide SimulatedTests.md, which is this very code. Other tests run it, since most of it is to fail.

actor Account {
  private(set) var balance = 100

  func withdraw(_ amount: Int) async {
    guard balance >= amount else { return }
    await Task.yield()
    balance -= amount
  }
}

/// What is sent again after a second.
private actor Client {
  private(set) var attempts = 0

  func send() async {
    attempts += 1
    try? await Task.sleep(for: .seconds(1))
    attempts += 1
  }
}

@Suite(.enabled(if: getenv("MEANWHILE_FIXTURES") != nil)) struct SimulatedGuide {
  @Test(.simulated(schedules: 1_000)) func `withdrawals never overdraw`() async {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.simulated) func `a request is tried again after a second`() async throws {
    let client = Client()
    async let answer: Void = client.send()
    await simulation.settle()
    #expect(await client.attempts == 1)
    try await Task.sleep(for: .seconds(1))
    await simulation.settle()
    #expect(await client.attempts == 2)
    await answer
  }

  @Test(.replays("Logs/overdraw.events.jsonl")) func `two withdrawals, as they once failed`() async
  {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }
}
