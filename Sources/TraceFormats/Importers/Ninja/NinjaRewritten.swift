/// The builds of a log that ninja has rewritten, told apart by when they began.
///
/// Rows that say nearly the same moment are of one build. What then stands alone, because its output
/// was written early or was left as it was, goes to a build that can have been its own.
struct NinjaRewritten {
  private(set) var builds: [NinjaBuild] = []
  /// Whether rows of different builds are mixed, or builds not in their order, so that the log was rewritten.
  private(set) var isMixed = false
  private let rows: [NinjaRow]
  private let stamp: NinjaStamp

  /// Rows that begin at nearly one moment.
  private struct Group {
    var rows: [Int]
    var earliest: Int64
    var latest: Int64
    /// How many commands they are of.
    var commands = 1
  }

  /// - Complexity: O(*n* log *n*) in the number of rows.
  init(_ rows: ArraySlice<NinjaRow>, stamp: NinjaStamp) {
    self.rows = Array(rows)
    self.stamp = stamp
    let places = self.rows.indices
    let makers = places.filter { self.rows[$0].makesManifest }
    let timed = places.filter { self.rows[$0].beginning != nil && !self.rows[$0].makesManifest }
    var buildOfRow = [Int?](repeating: nil, count: self.rows.count)
    // What makes the description of the build runs before the build.
    let groups =
      joined(groups(timed) { $0.point(stamp) })
      + groups(makers.filter { self.rows[$0].beginning != nil }, \.byEnd)
    let ordered = groups.sorted { ($0.latest, $0.rows[0]) < ($1.latest, $1.rows[0]) }
    for (number, group) in ordered.enumerated() {
      for row in group.rows { buildOfRow[row] = number }
    }
    let known = buildOfRow.compactMap(\.self)
    isMixed = zip(known, known.dropFirst()).contains { $0 > $1 }
    placeOthers(&buildOfRow)
    builds = Array(repeating: NinjaBuild(stamp: stamp), count: max(1, ordered.count))
    for place in places { builds[buildOfRow[place] ?? 0].append(self.rows[place]) }
  }

  /// Puts rows together of which each says nearly what the next one does.
  private func groups(_ places: [Int], _ point: (NinjaBeginning) -> Int64) -> [Group] {
    var timed: [(at: Int64, place: Int, reach: Int64)] = []
    for place in places {
      guard let time = rows[place].beginning else { continue }
      timed.append((point(time), place, NinjaBuild.reach(of: rows[place], time)))
    }
    timed.sort { ($0.at, $0.place) < ($1.at, $1.place) }
    var groups: [Group] = []
    for (at, place, reach) in timed {
      if let last = groups.last, at - last.latest <= reach {
        let isSame = rows[last.rows[last.rows.count - 1]].isSameCommand(as: rows[place])
        groups[groups.count - 1].rows.append(place)
        groups[groups.count - 1].latest = at
        groups[groups.count - 1].commands += isSame ? 0 : 1
      } else {
        groups.append(Group(rows: [place], earliest: at, latest: at))
      }
    }
    return groups
  }

  /// Joins groups to others that all their rows can be of.
  ///
  /// Where rows tell the end of their command, an output that was written early says that its build
  /// began too early. Where they tell the start, only single commands tell something else.
  private func joined(_ groups: [Group]) -> [Group] {
    guard groups.count > 1 else { return groups }
    var groups = groups
    var isJoined = Array(repeating: false, count: groups.count)
    for index in groups.indices {
      // With the groups that were joined to it.
      let group = groups[index]
      let isLate = group.rows.allSatisfy { rows[$0].start > NinjaBuild.nearby }
      if stamp == .start, group.commands > 1, !isLate { continue }
      let ranges = group.rows.compactMap { rows[$0].beginning }
      let earliest = ranges.map(\.earliest).max() ?? 0
      let latest = ranges.map(\.latest).min() ?? 0
      func fits(_ other: Int) -> Bool {
        let at = groups[other].latest
        return at >= earliest - NinjaBuild.clockError && at <= latest + NinjaBuild.clockError
          && !isJoined[other]
          && (stamp == .end || isLate || groups[other].commands > 1)
      }
      let target =
        stamp == .end
        ? index + 1 < groups.count && fits(index + 1) ? index + 1 : nil
        : groups[..<index].indices.suffix(100).first(where: fits)
      guard let target else { continue }
      groups[target].rows += group.rows
      groups[target].commands += group.commands
      isJoined[index] = true
    }
    return groups.indices.filter { !isJoined[$0] }.map { groups[$0] }
  }

  /// What has no time is taken for part of the build before it, if builds come one after the other; else for part of
  /// the later of the builds beside it, since what is left of a rewritten log is mostly the newest.
  private func placeOthers(_ buildOfRow: inout [Int?]) {
    var before = [Int?](repeating: nil, count: rows.count)
    var last: Int?
    for place in rows.indices {
      last = buildOfRow[place] ?? last
      before[place] = last
    }
    var next: Int?
    for place in rows.indices.reversed() {
      if let build = buildOfRow[place] { next = build }
      guard buildOfRow[place] == nil else { continue }
      let beside = [before[place], next].compactMap { $0 }
      buildOfRow[place] = isMixed ? beside.max() : beside.first
    }
  }
}
