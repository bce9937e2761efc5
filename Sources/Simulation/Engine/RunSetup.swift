internal import EventLog

/// How a model is to be run.
struct RunSetup {
  /// The first line of the log.
  var header: LogHeader
  /// The seed of all draws.
  var seed: UInt64
  /// How far the run may go.
  var limits: Limits
  /// Whether a log is kept; if not, its events are only counted.
  var keepsLog: Bool
  /// Is told how many events there are.
  var progress: ProgressHook
}
