internal import EventLog
internal import TraceAnalysis

extension GanttRow {
  /// How busy a band is, in so many cells of equal length, of which equal neighbours are one.
  ///
  /// A block begins and ends with its bars, wherever in a cell that is. A lane or two that wait while others run do not count. A queue is as high as can be where it is
  /// longest.
  ///
  /// - Complexity: O(bars + lanes + cells).
  func profile(cells count: Int, end: Nanoseconds) -> [GanttBlock] {
    let activity: Activity = isQueue ? .queued : .running
    func edge(_ cell: Int) -> Nanoseconds {
      Nanoseconds(Int128(end) * Int128(cell) / Int128(count))
    }
    var cells = (0..<count).map {
      GanttBlock(start: edge($0), end: edge($0 + 1), activity: activity, capacity: lanes.count)
    }
    // What of each cell is from the first start to the last end in it, where no bar fills it.
    var extents = cells.map { (start: $0.end, end: $0.start) }
    // How many bars more than in the cell before fill the cell from end to end.
    var changes = Array(repeating: 0, count: count + 1)
    for lane in lanes {
      for bar in lane.bars where bar.activity == activity {
        var first = min(count - 1, Int(Int128(bar.start) * Int128(count) / Int128(end)))
        if first + 1 < count, bar.start >= edge(first + 1) { first += 1 }
        var last = min(count - 1, Int(Int128(bar.end) * Int128(count) / Int128(end)))
        if last > first, bar.end <= edge(last) { last -= 1 }
        cells[first].calls += 1
        if bar.isCritical { cells[first].critical += 1 }
        if bar.ending != .none { cells[first].unwell += 1 }
        let end = min(bar.end, cells[first].end)
        cells[first].busy = cells[first].busy.addingClamped(end - bar.start)
        extents[first].start = min(extents[first].start, bar.start)
        extents[first].end = max(extents[first].end, end)
        guard last > first else { continue }
        cells[last].busy = cells[last].busy.addingClamped(bar.end - cells[last].start)
        extents[last].start = cells[last].start
        extents[last].end = max(extents[last].end, bar.end)
        changes[first + 1] += 1
        changes[last] -= 1
      }
    }
    var filling = 0
    for index in cells.indices {
      filling += changes[index]
      let (time, isTooMuch) = (cells[index].end - cells[index].start)
        .multipliedReportingOverflow(by: Nanoseconds(filling))
      cells[index].busy = cells[index].busy.addingClamped(isTooMuch ? .max : time)
      guard filling == 0, cells[index].busy > 0 else { continue }
      (cells[index].start, cells[index].end) = extents[index]
    }
    if isQueue {
      let longest = cells.map { $0.busy / max(1, $0.end - $0.start) }.max() ?? 1
      for index in cells.indices { cells[index].capacity = max(1, Int(longest)) }
    }
    return cells.reduce(into: []) { blocks, cell in
      guard cell.busy > 0 else { return }
      if let last = blocks.last, last.end == cell.start, last.looksLike(cell) {
        blocks[blocks.count - 1].add(cell)
      } else {
        blocks.append(cell)
      }
    }
  }
}
