import EventLog

extension Analysis {
  /// The components that are declared and were never called, in the order of their declaration.
  ///
  /// A flow did not come to them, or what a task needs failed. There are none in a trace.
  ///
  /// - Complexity: O(*n*) in the number of events up to the first call, and of calls.
  public var neverCalled: [String] {
    guard !log.header.origin.isTrace else { return [] }
    let called = Set(table.calls.map(\.component))
    return log.events.prefix { if case .callRequested = $0.kind { false } else { true } }
      .compactMap { event in
        guard case .componentDeclared = event.kind, !called.contains(event.component) else {
          return nil
        }
        return log.names[event.component]
      }
  }
}
