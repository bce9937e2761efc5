internal import EventLog

/// The tasks of asyncio in a Chrome trace that `viztracer --log_async` wrote.
///
/// Each has a lane of its own, `Task-3` or what the program calls the task, with a slice for each time that a function of it
/// runs on. They run on the thread of the event loop, within its `Context.run`, but that lane shows only the loop. So they are put
/// there, where they say what the thread did. What a task waits for, between two slices, is in no trace.
enum ChromeTasks {
  /// Puts the slices of tasks on the threads that ran them.
  ///
  /// - Parameters:
  ///   - slices: All slices.
  ///   - threads: The lanes that they are on.
  ///   - texts: Their names.
  ///   - isOfViztracer: Whether viztracer wrote them, which numbers the lanes of tasks by the places that these have in memory.
  /// - Returns: How many slices were put on another lane.
  /// - Complexity: O(*n* log *n*) in the number of slices, times that of the threads that run an event loop.
  static func putOnThreads(
    _ slices: inout [ChromeSlice], _ threads: ChromeThreads, _ texts: NameTable, isOfViztracer: Bool
  ) -> Int {
    var isTask = threads.all.map { $0.isTask || isOfViztracer && $0.mayBeTask }
    guard isTask.contains(true) else { return 0 }
    // A thread that the loop waits for lies within it as well, but says that it is one.
    let isThread = texts.texts.map {
      $0.hasPrefix("Thread.run ") || $0.hasPrefix("Thread._bootstrap")
    }
    for slice in slices where isThread[Int(slice.name.index)] {
      isTask[Int(slice.thread)] = threads.all[Int(slice.thread)].isTask
    }
    let isLoop = texts.texts.map {
      $0.hasSuffix("Context.run") || $0.hasPrefix("BaseEventLoop._run_once")
    }
    // When each thread ran its event loop: from, and until when as far as any that began so early.
    var times: [Int32: [(start: Nanoseconds, end: Nanoseconds)]] = [:]
    for slice in slices where isLoop[Int(slice.name.index)] && !isTask[Int(slice.thread)] {
      times[slice.thread, default: []].append((slice.start, slice.end))
    }
    for (thread, own) in times {
      var latest = Nanoseconds.min
      times[thread] = own.sorted { $0 < $1 }.map { time in
        latest = max(latest, time.end)
        return (time.start, latest)
      }
    }
    let loops = times.keys.sorted()
    // How many slices of each task each loop may have run.
    var counts: [Int32: [Int]] = [:]
    var totals: [Int32: Int] = [:]
    for slice in slices where isTask[Int(slice.thread)] {
      totals[slice.thread, default: 0] += 1
      for (place, loop) in loops.enumerated()
      where threads.areOfOneProcess(slice.thread, loop) && covers(times[loop] ?? [], slice) {
        counts[slice.thread, default: Array(repeating: 0, count: loops.count)][place] += 1
      }
    }
    var homes: [Int32: Int32] = [:]
    for (thread, counts) in counts {
      guard let best = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }) else {
        continue
      }
      // A thread is no task because now and then it ran while a loop did.
      if threads.all[Int(thread)].isTask || counts[best] == totals[thread] {
        homes[thread] = loops[best]
      }
    }
    var moved = 0
    for place in slices.indices {
      guard isTask[Int(slices[place].thread)], let home = homes[slices[place].thread] else {
        continue
      }
      slices[place].thread = home
      moved += 1
    }
    return moved
  }

  /// Whether a slice lies within what a thread did in its event loop.
  private static func covers(
    _ times: [(start: Nanoseconds, end: Nanoseconds)], _ slice: ChromeSlice
  ) -> Bool {
    let later = times.partitioningIndex { $0.start > slice.start }
    return later > 0 && slice.end <= times[later - 1].end
  }
}

extension ChromeThreads.Thread {
  /// Whether it may be a task of asyncio with a name of its own: its number is no thread's of the process, and that of
  /// something in memory.
  fileprivate var mayBeTask: Bool {
    guard name != nil, thread != process, let number = Int(thread) else { return false }
    return number > 0 && number % 16 == 0
  }

  /// Whether it is a task of asyncio, by its name.
  var isTask: Bool {
    guard let name, name.hasPrefix("Task-"), name.utf8.count > 5 else { return false }
    return name.dropFirst(5).allSatisfy(\.isNumber)
  }
}

extension ChromeThreads {
  /// Whether two threads are of one process of one file.
  fileprivate func areOfOneProcess(_ one: Int32, _ other: Int32) -> Bool {
    let (one, other) = (all[Int(one)], all[Int(other)])
    return one.process == other.process && one.file == other.file
  }
}
