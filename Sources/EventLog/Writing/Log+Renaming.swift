/// What a call is called, and what it was called with.
package struct CallWords: Equatable, Sendable {
  /// The component.
  package var component: Name
  /// Its arguments, or none.
  package var arguments: Name

  /// Makes words of names of one log.
  package init(component: Name, arguments: Name) {
    (self.component, self.arguments) = (component, arguments)
  }
}

extension Log {
  /// Calls some calls otherwise, from their requests to their ends: some get their names only while they run.
  ///
  /// - Parameter calls: Which, and how; the names are of this log.
  /// - Complexity: O(*n*) in the number of events.
  package mutating func rename(_ calls: [CallNumber: CallWords]) {
    for place in events.indices {
      guard let words = calls[events[place].call] else { continue }
      events[place].component = words.component
      guard case .callRequested(let parent, let step, _) = events[place].kind else { continue }
      events[place].kind = .callRequested(parent: parent, step: step, arguments: words.arguments)
    }
  }
}
