import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing

/// The bytes of logs as they have always been.
///
/// A difference here means that the same scenario gives
/// another log: raise `LogHeader.currentSemantics` and say so in the changelog, or mend the code.
@Suite struct LogDigestTests {
  @Test func `2,000 random models give the logs that they always gave`() {
    var text = ""
    for first in stride(from: UInt64(0), to: 2_000, by: 50) {
      var checksum = CRC32C()
      for seed in first..<first + 50 {
        let model =
          switch seed % 4 {
          case 0: randomModel(seed: seed)
          case 1: randomTasks(seed: seed)
          default: randomComponents(seed: seed)
          }
        for mode in RunMode.allCases {
          let log = model.run(as: mode, limits: Limits(events: 1_000))
          checksum.update(log.encoded())
        }
      }
      text += "seeds \(first) to \(first + 49): \(hexadecimal(checksum.value))\n"
    }
    expectGolden(text, "random_logs.digests.txt")
  }

  @Test func `the scenarios in traces give the logs that they always gave`() throws {
    var text = ""
    for name in Project.scenarios {
      let scenario = try Project.text("traces/\(name).yaml")
      let model = try Scenario.read(scenario, name: name)
      var checksum = CRC32C()
      for mode in RunMode.allCases {
        let setup = LogHeader.Setup(text: scenario, mode: mode)
        checksum.update(Simulator.run(model, setup).encoded())
      }
      text += "\(name): \(hexadecimal(checksum.value))\n"
    }
    expectGolden(text, "traces.digests.txt")
  }

  private func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
