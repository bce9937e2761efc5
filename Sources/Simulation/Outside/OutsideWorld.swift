package import EventLog

/// What runs beside a run that is recorded, on a clock that nobody moves on: commands.
///
/// A flow is the same on either clock. On a virtual one, what is due next is due at once. On this one the run waits until
/// its time has come, and meanwhile the ends of commands come from here.
package protocol OutsideWorld: AnyObject {
  /// How long the run has gone on; never less than before.
  var now: Nanoseconds { get }
  /// Why everything is to be stopped; nil as long as it is not.
  var interruption: String? { get }

  /// Waits until an instant, or until anything happens; nil is until anything does.
  func wait(until instant: Nanoseconds?)

  /// Begins to run the command of a component for a call.
  func begin(_ call: CallNumber, of component: Int, with arguments: OutsideArguments)

  /// Tells the command of a call to end; that it has is told as of any other.
  func stop(_ call: CallNumber)

  /// The commands that have ended since the last time, in the order in which they did.
  func takeEnds() -> [OutsideEnd]

  /// Takes in how far the log is; none of its events changes any more.
  func write(_ log: borrowing LogBuilder)
}

/// That the command of a call has ended.
package struct OutsideEnd {
  /// The call.
  package var call: CallNumber
  /// When it did, on the clock of its world.
  package var at: Nanoseconds
  /// Why the call failed; nil if it succeeded.
  package var failure: String?

  package init(call: CallNumber, at: Nanoseconds, failure: String?) {
    (self.call, self.at, self.failure) = (call, at, failure)
  }
}

/// What a call hands over to its command.
package struct OutsideArguments: Sendable {
  /// Arguments by position.
  package var words: [String] = []
  /// Arguments by name, and those by position that have the name of a parameter.
  package var variables: [(name: String, value: String)] = []
}
