internal import EventLog

extension RunGraph {
  /// A wait for a machine by those who held the slot meanwhile, the last first.
  ///
  /// A call that waits gets the slot from the call before it, which may have got it from another since the wait
  /// began, and so on. While the slot was free, nobody held it; in a trace, where that is what its tool needs to
  /// start the next command, the wait is for whoever comes after.
  ///
  /// - Complexity: O(*n*) in the number of calls that held the slot meanwhile, and of their causes.
  func holders(of wait: ObservedPath.Part, before event: Int) -> [ObservedPath.Part] {
    var parts: [ObservedPath.Part] = []
    var (started, end) = (event, wait.end)
    func add(from start: Nanoseconds, behind call: CallNumber) {
      let start = max(start, wait.start)
      guard start < end else { return }
      var part = wait
      (part.start, part.end, part.behind) = (start, end, call)
      parts.append(part)
      end = start
    }
    var last: CallNumber = 0
    while end > wait.start,
      let holder = log.causes(of: started).last(where: { $0.edge == .machine })
    {
      let call = log.events[Int(holder.seq)].call
      guard call > 0, let begun = table[call].started, begun < started else { break }
      add(from: log.events[Int(holder.seq)].at, behind: table.isTrace ? last : 0)
      add(from: log.events[begun].at, behind: call)
      (started, last) = (begun, call)
    }
    add(from: wait.start, behind: table.isTrace ? last : 0)
    return parts
  }
}
