extension GzipFlaw {
  /// The whole sentence on a compressed log, with its file and how many events of it could be read.
  public func description(of file: String, events: Int) -> String {
    switch events {
    case ...0: "\(file): \(description); no event of it could be read."
    case 1: "\(file): \(description); only its first event could be read."
    default: "\(file): \(description); its first \(events) events could be read."
    }
  }
}
