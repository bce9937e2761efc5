/// Several ways in which a call may stand.
struct CallStatuses: OptionSet {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ status: RunState.Status) { rawValue = 1 << status.rawValue }

  static let requested = CallStatuses(.requested)
  static let running = CallStatuses(.running)
  static let blocked = CallStatuses(.blocked)
  /// The call has not started.
  static let waiting: CallStatuses = [requested, CallStatuses(.queued)]
  static let started: CallStatuses = [running, blocked]
  /// Something can still happen to the call.
  static let open: CallStatuses = [waiting, started]
  /// Nothing more can.
  static let final: CallStatuses = [
    CallStatuses(.succeeded), CallStatuses(.failed), CallStatuses(.stopped),
  ]
}
