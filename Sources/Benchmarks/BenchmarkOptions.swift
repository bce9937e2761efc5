/// The words after the program's name.
struct BenchmarkOptions {
  /// Numbers of calls, in the order in which they are measured.
  var sizes: [Int] = []
  /// The peers that were found.
  var peers = GraphPeers()
  var queue = QueueBenchmark()
  var scenario = ScenarioBenchmark()

  /// What is wrong with the words.
  struct UsageError: Error, CustomStringConvertible {
    var description: String
  }

  init(_ words: some Sequence<String>) throws(UsageError) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      switch word {
      case "--simgrid":
        guard let program = words.popFirst() else {
          throw UsageError(description: "--simgrid needs a program")
        }
        peers.simGrid = program
      case "--rustworkx":
        guard let python = words.popFirst(), let script = words.popFirst() else {
          throw UsageError(description: "--rustworkx needs a Python and a script")
        }
        peers.rustworkx = [python, script]
      case "--queue":
        guard let python = words.popFirst(), let script = words.popFirst() else {
          throw UsageError(description: "--queue needs a Python and a script")
        }
        queue.peers = [python, script]
      case "--scenario":
        guard let python = words.popFirst(), let script = words.popFirst() else {
          throw UsageError(description: "--scenario needs a Python and a script")
        }
        scenario.peer = [python, script]
      default:
        guard let size = Int(word), (1...10_000_000).contains(size) else {
          throw UsageError(
            description: "expected a number of calls from 1 to 10000000, found \(word)")
        }
        sizes.append(size)
      }
    }
    if sizes.isEmpty { sizes = [10_000, 100_000, 1_000_000] }
  }
}
