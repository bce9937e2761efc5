internal import EventLog

/// `--dist load`: a part of the tests at first, then more as they are used up.
extension XdistRun {
  private var left: Int { unsent.count - sent }

  mutating func beginLoad() {
    let count = workers.count
    if left < 2 * count {
      var worker = 0
      while left > 0 {
        sendNext(1, to: worker)
        worker = (worker + 1) % count
      }
    } else {
      let first = max(2, unsent.count / count / 4)
      for worker in workers.indices { sendNext(first, to: worker) }
    }
    if left == 0 { for worker in workers.indices { shutDown(worker) } }
  }

  /// What the controller does when a worker has ended a test.
  mutating func checkLoad(_ worker: Int, lasted duration: Nanoseconds) {
    guard !workers[worker].isShutDown else { return }
    guard left > 0 else { return shutDown(worker) }
    let least = max(2, left / workers.count / 4)
    let most = max(2, left / workers.count / 2)
    let pending = workers[worker].pendingCount
    guard pending < least else { return }
    // A worker with long tests gets more later.
    if duration >= 100_000_000, pending >= 2 { return }
    sendNext(most - pending, to: worker)
  }
}

/// `--dist worksteal`: all tests at first, then half of what the worker with most has left.
extension XdistRun {
  /// How many tests a worker needs: the one that it runs, and the next.
  private static let least = 2

  mutating func checkSteals() {
    var stolen: Int?
    repeat {
      stolen = nil
      let up = workers.indices.filter { !workers[$0].isShutDown }
      var idle = up.filter { workers[$0].pendingCount < Self.least }
      guard !idle.isEmpty else { return }
      if unsent.count > sent {
        for (place, worker) in idle.enumerated() {
          sendNext((unsent.count - sent) / (idle.count - place), to: worker)
        }
        idle = idle.filter { workers[$0].pendingCount < Self.least }
        guard !idle.isEmpty else { return }
      }
      // The first of those that have most.
      var source = up[0]
      for worker in up where workers[worker].pendingCount > workers[source].pendingCount {
        source = worker
      }
      let pending = workers[source].pendingCount
      let count = min(pending / 2, max(0, pending - Self.least))
      guard count > 0 else {
        for worker in idle { shutDown(worker) }
        return
      }
      stolen = steal(count, from: source)
    } while stolen != nil
  }

  /// Takes the last tests of a worker back, all or none; gives their number, nil where it has looked at one already.
  ///
  /// Whatever comes of it, the controller looks again: without any, the worker is found to have too few.
  private mutating func steal(_ count: Int, from worker: Int) -> Int? {
    guard workers[worker].unread >= count else { return nil }
    let tests = workers[worker].pending.suffix(count)
    workers[worker].inbox.removeLast(count)
    workers[worker].pending.removeLast(count)
    unsent += tests
    return count
  }
}

/// `--dist loadfile` and `--dist loadscope`: whole files or classes.
extension XdistRun {
  mutating func beginUnits() {
    // Of more workers than units the last are told to go.
    let used = min(workers.count, units.count)
    for worker in workers.indices.dropFirst(used) { workers[worker].isShutDown = true }
    for worker in 0..<used { assignUnit(to: worker) }
    for worker in 0..<used { checkUnits(worker) }
    if unitsSent == units.count { for worker in 0..<used { shutDown(worker) } }
  }

  private mutating func assignUnit(to worker: Int) {
    unitsSent += 1
    send(units[unitsSent - 1], to: worker)
  }

  /// What the controller does when a worker has ended a test.
  mutating func checkUnits(_ worker: Int) {
    guard !workers[worker].isShutDown else { return }
    guard unitsSent < units.count else { return shutDown(worker) }
    if workers[worker].pendingCount <= 2 { assignUnit(to: worker) }
  }
}
