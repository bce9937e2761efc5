internal import EventLog

/// Finds which beginning and which end belong together.
///
/// An end closes what began last on its thread, or with its id. Where it has another name, it closes the last of
/// that name, since not everything that is written as nested is. What is never closed ends with what it is in, or
/// else is open at the end of the trace.
struct ChromePairing {
  /// A beginning or an end.
  struct Mark {
    var at: Nanoseconds
    var thread: Int32
    /// What it belongs to beside its thread; 0 for what belongs to the thread itself.
    var id: Int32
    /// Its name; none for an end that has none.
    var name: Name
    var order: Int32
    var begins: Bool
  }

  private struct Open {
    var mark: Mark
    /// The end of what it is in, where that has ended already.
    var limit: Nanoseconds?
  }

  private(set) var slices: [ChromeSlice] = []
  private(set) var strayEnds = 0
  private(set) var unclosed = 0
  /// For each slice what it belongs to beside its thread, as its marks have it.
  private(set) var ids: [Int32] = []
  /// Whether what belongs together may be on different threads.
  private let isAsync: Bool

  /// Pairs marks.
  ///
  /// - Parameters:
  ///   - marks: The marks, in the order of the file.
  ///   - isAsync: Whether they belong together by their ids, and not by their threads.
  ///   - last: The last instant of the trace.
  /// - Complexity: O(*n* log *n*), and for each end what is open above what it closes.
  init(_ marks: [Mark], isAsync: Bool, last: Nanoseconds) {
    self.isAsync = isAsync
    let marks = marks.sorted { ($0.at, $0.order) < ($1.at, $1.order) }
    var open: [Int32: [Open]] = [:]
    for mark in marks {
      let key = isAsync ? mark.id : mark.thread
      if mark.begins {
        open[key, default: []].append(Open(mark: mark))
      } else {
        close(mark, &open[key, default: []])
      }
    }
    for rest in open.values.flatMap({ $0 }) {
      unclosed += 1
      add(rest.mark, until: rest.limit ?? last, isOpen: rest.limit == nil && !isAsync)
    }
    guard isAsync else {
      slices.sort { $0.order < $1.order }
      return
    }
    let order = slices.indices.sorted { slices[$0].order < slices[$1].order }
    (slices, ids) = (order.map { slices[$0] }, order.map { ids[$0] })
  }

  private mutating func close(_ end: Mark, _ open: inout [Open]) {
    guard let place = match(of: end, in: open) else {
      strayEnds += 1
      return
    }
    for inner in open.indices.dropFirst(place + 1) where open[inner].limit == nil {
      open[inner].limit = end.at
    }
    add(open.remove(at: place).mark, until: end.at)
  }

  /// What an end closes.
  private func match(of end: Mark, in open: [Open]) -> Int? {
    let recent = open.indices.suffix(1_000)
    if end.name.isNone { return open.indices.last }
    // Ids name no single thing everywhere: what has the same name, on the same thread if possible, goes together.
    if isAsync,
      let place = recent.last(where: {
        open[$0].mark.name == end.name && open[$0].mark.thread == end.thread
      })
    {
      return place
    }
    return recent.last { open[$0].mark.name == end.name }
      ?? (isAsync ? nil : open.indices.last)
  }

  private mutating func add(_ begin: Mark, until end: Nanoseconds, isOpen: Bool = false) {
    slices.append(
      ChromeSlice(
        start: begin.at, end: max(begin.at, end), name: begin.name, thread: begin.thread,
        order: begin.order, isOpen: isOpen))
    if isAsync { ids.append(begin.id) }
  }
}
