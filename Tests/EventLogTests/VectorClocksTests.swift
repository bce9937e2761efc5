import TestSupport
import Testing

@testable import EventLog

/// Clocks that share what they have in common are the same as tables of numbers.
@Suite struct VectorClocksTests {
  @Test(arguments: [1, 8, 9, 64, 700] as [Int])
  func `clocks are what tables of numbers are`(chains: Int) {
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var clocks = VectorClocks()
      var made = [VectorClocks.empty]
      var tables: [[Int: UInt32]] = [[:]]
      for _ in 0..<200 {
        let place = Int.random(in: 0..<made.count, using: &generator)
        if Bool.random(using: &generator) {
          let chain = Int.random(in: 0..<chains, using: &generator)
          let number = UInt32.random(in: 0...50, using: &generator)
          made.append(clocks.setting(chain, to: number, in: made[place]))
          tables.append(tables[place].merging([chain: number]) { max($0, $1) })
        } else {
          let other = Int.random(in: 0..<made.count, using: &generator)
          made.append(clocks.merging(made[place], made[other]))
          tables.append(tables[place].merging(tables[other]) { max($0, $1) })
        }
      }
      for (clock, table) in zip(made, tables) {
        let numbers = (0..<chains).map { clocks.number(of: $0, in: clock) }
        #expect(numbers == (0..<chains).map { table[$0] ?? 0 }, "seed \(seed)")
      }
    }
  }

  @Test func `what adds nothing makes no other clock`() {
    var clocks = VectorClocks()
    let few = clocks.setting(1, to: 4, in: VectorClocks.empty)
    let many = clocks.setting(70, to: 2, in: few)
    #expect(clocks.setting(1, to: 4, in: many) == many)
    #expect(clocks.merging(many, few) == many)
    #expect(clocks.merging(few, many) == many)
    #expect(clocks.merging(few, VectorClocks.empty) == few)
    #expect(clocks.number(of: 1_000_000, in: many) == 0)
  }

  @Test func `many clocks of many chains stay small`() {
    var clocks = VectorClocks()
    var clock = VectorClocks.empty
    for chain in 0..<20_000 { clock = clocks.setting(chain, to: 1, in: clock) }
    // Six nodes each at most, where tables would be 200 million numbers.
    #expect(clocks.nodeCount < 6 * 20_000)
  }
}
