internal import EventLog

/// Calls that are made again if they fail.
struct Retries {
  /// How a call was asked for, so that it can be asked for again.
  struct Request {
    /// Whose code asked.
    var parent: CallNumber
    var step: UInt32
    var arguments: Name
    /// How many calls that failed it stands for, itself not counted.
    var attempt: UInt32 = 0
  }

  /// The calls that failed and will be made again.
  private(set) var waiting: Set<CallNumber> = []
  private var requests: [CallNumber: Request] = [:]
  /// For calls that failed, those that were made in their place.
  private var successors: [CallNumber: CallNumber] = [:]

  var isEmpty: Bool { waiting.isEmpty }

  func contains(_ call: CallNumber) -> Bool { waiting.contains(call) }

  /// Takes in how a call was asked for that may be made again.
  mutating func note(
    _ call: CallNumber, by parent: CallNumber = 1, step: UInt32, _ arguments: Name
  ) {
    requests[call] = Request(parent: parent, step: step, arguments: arguments)
  }

  /// How many calls that failed a call stands for, itself not counted.
  func attempt(of call: CallNumber) -> UInt32 { requests[call]?.attempt ?? 0 }

  /// Takes in that a call failed and is to be made again.
  mutating func wait(_ failed: CallNumber) { waiting.insert(failed) }

  /// Takes in that a call will not be made again.
  mutating func forget(_ call: CallNumber) {
    waiting.remove(call)
    requests[call] = nil
  }

  /// How a call that failed is asked for again, now; nil if it is not to be.
  mutating func takeUp(_ failed: CallNumber) -> Request? {
    guard waiting.remove(failed) != nil, var request = requests.removeValue(forKey: failed) else {
      return nil
    }
    request.attempt += 1
    return request
  }

  /// Takes in that a call stands for one that failed, and for those that it stood for.
  mutating func note(_ call: CallNumber, _ request: Request, after failed: CallNumber) {
    requests[call] = request
    successors[failed] = call
  }

  /// The last call that was made in the place of one that failed; itself if none was.
  func successor(of call: CallNumber) -> CallNumber {
    var last = call
    while let next = successors[last] { last = next }
    return last
  }
}
