import Components
import EventLog
import Foundation
import MeanwhileTesting
import Synchronization
import Testing

struct Training: Flow {
  let load: Component<Block<Void, Void>>
  let train = Component { (_: String) in try await sleep(for: .seconds(3)) }

  init(loading seconds: Int = 4, meanwhile: Bool = true) {
    load = Component(parallel: meanwhile) { try await sleep(for: .seconds(seconds)) }
  }

  func run() async throws {
    try await load.run()
    try await train.run("model A")
  }
}

@Suite("Kept logs")
struct ExpectLogTests {
  /// A folder of its own, and the path of a file in it that a test could be in.
  let file: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent("Tests.swift").path
  }

  /// The words of the issue that something records, which is the only one.
  func issue(_ body: () throws -> Void) throws -> String {
    let words = Mutex<[String]>([])
    try withKnownIssue {
      try body()
    } matching: { issue in
      words.withLock { $0 += issue.comments.map(\.rawValue) }
      return issue.error == nil
    }
    return words.withLock { $0.joined(separator: "\n") }
  }

  @Test func `a run that is that of the kept log is no issue`() throws {
    try expectLog(of: Training(), matches: "Logs/training.events.jsonl")
  }

  @Test func `recording writes the log, in a folder that need not be there, and fails`() throws {
    let kept = KeptLog("Logs/new.events.jsonl", beside: file)
    let log = try simulate(Training()).log
    let words = try issue {
      try kept.expect(log, isRecording: true, sourceLocation: #_sourceLocation)
    }
    #expect(
      words
        == "Logs/new.events.jsonl was recorded. Look at it, and run the test again without MEANWHILE_RECORD."
    )
    try expectLog(of: Training(), matches: "Logs/new.events.jsonl", file: file)
  }

  @Test func `where there is no log, how to record one is told`() throws {
    let words = try issue {
      try expectLog(of: Training(), matches: "Logs/none.events.jsonl", file: file)
    }
    #expect(
      words.hasSuffix("To record it, run the test with MEANWHILE_RECORD=1 in the environment."))
  }

  @Test
  func
    `the first event that differs is named, expected and actual, with causes and what explains it`()
    throws
  {
    let words = try issue {
      try expectLog(
        of: Training(loading: 5), matches: "Logs/training.events.jsonl", file: #filePath)
    }
    #expect(
      words == """
        the run is not that of Logs/training.events.jsonl
        first difference at seq 14:
          expected:
            14  4 s  call.succeeded  load (call 2)
              because (program) 9  0 s  call.started  load (call 2)
                because (program) 6  0 s  call.requested  load (call 2)
                  because (program) 5  0 s  call.started  flow (call 1)
          actual:
            14  5 s  call.succeeded  load (call 2)
              because (program) 9  0 s  call.started  load (call 2)
                because (program) 6  0 s  call.requested  load (call 2)
                  because (program) 5  0 s  call.started  flow (call 1)

        To keep this run from now on, run the test with MEANWHILE_RECORD=1 in the environment.
        """)
    let serial = try issue {
      try expectLog(
        of: Training(meanwhile: false), matches: "Logs/training.events.jsonl", file: #filePath)
    }
    #expect(serial.contains("runs of other versions of the code"))
  }

  @Test func `a log that is damaged is told as such`() throws {
    let kept = KeptLog("broken.events.jsonl", beside: file)
    try Data("no log\n".utf8).write(
      to: URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(
        "broken.events.jsonl"))
    let log = try simulate(Training()).log
    #expect(throws: LogDamage.self) {
      try kept.expect(log, isRecording: false, sourceLocation: #_sourceLocation)
    }
  }
}

/// Keeps the issues of a test to itself.
struct Captured: TestTrait, TestScoping {
  let words: @Sendable ([String]) -> Void

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let words = words
    let capturing: IssueHandlingTrait = .compactMapIssues { issue in
      words(issue.comments.map(\.rawValue))
      return nil
    }
    try await capturing.provideScope(for: test, testCase: testCase, performing: function)
  }
}

@Suite("Seeds")
struct SeedsTests {
  @Test(
    Captured { words in
      // What is expected here would be captured too.
      precondition(
        words.contains {
          $0.hasPrefix("seed 2; run it again by: MEANWHILE_SEED=2 swift test --filter 'Meanwhile")
        },
        "\(words)")
    }, .seeded, arguments: seeds(3))
  func `a test that fails tells its seed, and how to run it again`(seed: UInt64) throws {
    let run = try simulate(Training(), seed: seed)
    #expect(run.makespan == .seconds(4))
    if seed == 2 { Issue.record("it fails") }
  }

  @Test func `seeds are those from 1 up to a number`() {
    #expect(seeds(3) == [1, 2, 3])
    #expect(seeds(0).isEmpty)
  }
}
