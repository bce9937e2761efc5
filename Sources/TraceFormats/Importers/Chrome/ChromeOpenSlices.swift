internal import EventLog

/// Slices that were open when the trace ended, such as the message loop of a browser's thread.
///
/// When they did something themselves, and when they only waited for the next message, nobody knows. What is known is
/// what ran within them: so they end with the last of that, and their own time is no work.
enum ChromeOpenSlices {
  /// Lets calls end with the last that ran within them, and wait in between.
  ///
  /// - Parameters:
  ///   - calls: The calls, each behind the one that it is within.
  ///   - isOpen: For each call whether it was open when the trace ended.
  /// - Returns: The places of those.
  /// - Complexity: O(*n*) in the number of calls.
  static func shorten(_ calls: inout [RecordedCall], _ isOpen: [Bool]) -> [Int] {
    var ends = calls.map(\.start)
    var open: [Int] = []
    for place in calls.indices.reversed() {
      if isOpen[place] {
        calls[place].end = ends[place]
        calls[place].isWait = calls[place].takesTime
        open.append(place)
      }
      guard let parent = calls[place].parent.map(Int.init) else { continue }
      ends[parent] = max(ends[parent], calls[place].end)
    }
    return open.reversed()
  }
}
