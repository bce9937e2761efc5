internal import EventLog

/// Calls that are made again if they fail.
struct Retries {
  /// How a call was asked for, so that it can be asked for again.
  struct Request {
    var step: UInt32
    var arguments: Name
    /// How many calls that failed it stands for, itself not counted.
    var attempt: UInt32 = 0
  }

  /// The calls that failed and will be made again.
  private(set) var waiting: Set<CallNumber> = []
  private var requests: [CallNumber: Request] = [:]

  var isEmpty: Bool { waiting.isEmpty }

  func contains(_ call: CallNumber) -> Bool { waiting.contains(call) }

  /// Takes in how a call was asked for that may be made again.
  mutating func note(_ call: CallNumber, step: UInt32, _ arguments: Name) {
    requests[call] = Request(step: step, arguments: arguments)
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

  /// Takes in that a call stands for others that failed.
  mutating func note(_ call: CallNumber, _ request: Request) { requests[call] = request }
}
