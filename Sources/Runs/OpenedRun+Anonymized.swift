public import EventLog

extension OpenedRun {
  /// The same run with all names replaced, and without notes, which quote them; nil if it is not of a trace.
  ///
  /// Of the run of a workflow it is no longer known what it was made of.
  ///
  /// - Parameter anonymizer: What replaces the names; given several runs, it replaces what they share alike.
  /// - Returns: The run without its names.
  public func anonymized(by anonymizer: inout Anonymizer) -> OpenedRun? {
    log.anonymized(by: &anonymizer).map { log in
      OpenedRun(format: format, log: log, progress: progress)
    }
  }
}
