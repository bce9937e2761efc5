internal import Formatting

/// Functions of Python's own library that do nothing but wait, by the names that viztracer gives them:
/// `Event.wait (/usr/lib/python3.11/threading.py:611)`, before Python 3.11 `wait (/usr/lib/python3.9/threading.py:556)`.
enum PythonWaits {
  /// The functions of each file of the library, without their classes.
  private static let functions: [String: Set<Substring>] = [
    "threading.py": ["wait", "wait_for", "join", "acquire", "_wait_for_tstate_lock"],
    "queue.py": ["get", "join"],
    "selectors.py": ["select"],
    "subprocess.py": ["wait", "_wait", "_try_wait"],
    "concurrent/futures/_base.py": ["result", "exception", "wait", "as_completed"],
    "concurrent/futures/thread.py": ["_worker"],
    "multiprocessing/connection.py": ["wait", "poll", "_poll", "_recv", "accept"],
    "multiprocessing/pool.py": ["wait", "get", "join", "_handle_tasks"],
    "multiprocessing/popen_fork.py": ["wait", "poll"],
    "multiprocessing/popen_spawn_win32.py": ["wait"],
    "multiprocessing/process.py": ["join"],
    "multiprocessing/queues.py": ["get", "join"],
    "multiprocessing/synchronize.py": ["wait", "wait_for", "acquire"],
  ]

  /// Whether a name is that of such a function.
  static func isWait(_ name: String) -> Bool {
    guard let placed = PlacedName(name[...]) else { return false }
    let path = placed.file.split { $0 == "/" || $0 == "\\" }
    // Only what lies in the library itself: `python3.11`, on Windows `Lib`.
    guard
      let library = path.lastIndex(where: {
        $0 == "Lib"
          || $0.hasPrefix("python") && $0.dropFirst("python".count).first?.isNumber == true
      }),
      let known = functions[path[(library + 1)...].joined(separator: "/")]
    else { return false }
    let function = placed.function.split(separator: " ").last ?? ""
    return known.contains(function.split(separator: ".").last ?? "")
  }
}
