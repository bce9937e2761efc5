extension ConcurrencyBug {
  /// Actors whose state is another one after an `await`.
  static let reentrancy: [ConcurrencyBug] = [checkThenAct]

  private static let checkThenAct = ConcurrencyBug("check, then act") { checks in
    actor Account {
      private(set) var balance = 100
      func withdraw(_ amount: Int) async {
        guard balance >= amount else { return }
        await Task.yield()
        balance -= amount
      }
    }
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    checks.expect(await account.balance >= 0, "no more is withdrawn than there is")
  } repaired: { checks in
    actor Account {
      private(set) var balance = 100
      func withdraw(_ amount: Int) async {
        await Task.yield()
        guard balance >= amount else { return }
        balance -= amount
      }
    }
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    checks.expect(await account.balance >= 0, "no more is withdrawn than there is")
  }
}
