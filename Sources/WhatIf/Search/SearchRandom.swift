internal import Simulation

/// Random numbers for a search, from a seed alone: the blocks of Philox one after the other.
struct SearchRandom {
  private let seed: UInt64
  private var counter: UInt64 = 0
  private var block = SIMD4<UInt64>()
  private var left = 0

  init(seed: UInt64) { self.seed = seed }

  mutating func next() -> UInt64 {
    if left == 0 {
      // The second word of the key tells searches from draws of scenarios.
      block = Philox.block(SIMD4(counter, 0, 0, 0), key: (seed, 0x5ea7_c4))
      counter += 1
      left = 4
    }
    left -= 1
    return block[left]
  }

  /// A number from 0 on below a bound, each as likely as the others but for one in 2⁶⁴ over the bound.
  @inline(__always)
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Whether something happens that does so in so many of a thousand cases.
  @inline(__always)
  mutating func happens(inThousand cases: Int) -> Bool { below(1000) < cases }
}
