internal import EventLog
internal import JSON

extension ChromeReader {
  /// Reads the events of a long file in stretches, on all cores.
  ///
  /// - Returns: The file without those events; as it is if nothing of it was read, because it is short or broken.
  mutating func readStretches(of input: TraceInput) -> TraceInput {
    input.readStretches("traceEvents", into: ChromeReader(), { $0.read($1) }) { stretches in
      slices.reserveOnLargePages(slices.count + stretches.reduce(0) { $0 + $1.slices.count })
      for stretch in stretches { append(stretch) }
    }
  }

  /// Goes on with what was read of the next stretch of the file.
  private mutating func append(_ next: ChromeReader) {
    let names = MergedNames(of: next.texts, in: &texts)
    let places = threads.append(next.threads)
    let ids = append(next.ids)
    func mark(_ mark: ChromePairing.Mark) -> ChromePairing.Mark {
      var mark = mark
      mark.thread = places[Int(mark.thread)]
      mark.name = names[mark.name]
      mark.order &+= order
      return mark
    }
    for slice in next.slices {
      slices.append(
        ChromeSlice(
          start: slice.start, end: slice.end, name: names[slice.name],
          thread: places[Int(slice.thread)], order: slice.order &+ order))
    }
    ends += next.ends.map(mark)
    asyncs += next.asyncs.map {
      var async = mark($0)
      async.id = ids[Int($0.id)]
      return async
    }
    flows += next.flows.map { point in
      var point = point
      point.thread = places[Int(point.thread)]
      point.flow = ids[Int(point.flow)]
      point.name = names[point.name]
      point.order &+= order
      return point
    }
    counts += next.counts
    completeCount += next.completeCount
    (first, last) = (min(first, next.first), max(last, next.last))
    order &+= next.order
  }

  /// The numbers here of ids that have others there.
  private mutating func append(_ next: [String: Int32]) -> [Int32] {
    next.sorted { $0.value < $1.value }.map { number(of: $0.key) }
  }
}
