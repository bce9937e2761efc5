/// What a random draw is for; draws for different purposes have nothing to do with each other.
enum SubstreamPurpose: UInt64 {
  /// How long a call runs.
  case takes = 1
  /// Whether a call fails.
  case fails = 2
  /// How long until a call next does what it does every so often.
  case every = 3
  /// Whatever the code of a call makes of it.
  case code = 4
}

/// The random words of one draw, named by what the draw is for.
///
/// The key is the seed, the name of the component, the number of the call among the calls of that
/// component, and the purpose: never the order of draws. So the second call of `train` takes the same
/// time in a run and its serial twin, and whatever other components are added or taken away.
///
///     var draw = RandomSubstream(seed: 7, component: "train", call: 2, purpose: .takes)
///     draw.next()   // the same on every machine
///
/// The words are blocks 0, 1, … of `Philox` under the key (seed, hash of the name) at the counter
/// (block, call, purpose, item), each block from its first word to its fourth. The item is 0, but for
/// calls that draw for one purpose several times: then it is the number of the item in its lower half
/// and the place of the effect, if it is for one, in its upper half. Where a time needs one word
/// (`Distribution.isDrawnByInverse`), four items share a block: item *i* has word *i* mod 4 of the
/// block for ⌊*i*/4⌋. Names are hashed by 64-bit FNV-1a over their UTF-8 bytes.
struct RandomSubstream: RandomNumberGenerator {
  private let key: (UInt64, UInt64)
  private var counter: SIMD4<UInt64>
  private var block = SIMD4<UInt64>()
  private var used = 4

  /// Names a draw; calls of a component are numbered from 1.
  ///
  /// - Complexity: O(*n*) in the length of the name.
  init(
    seed: UInt64, component: String, call: UInt32, purpose: SubstreamPurpose, item: UInt64 = 0
  ) {
    self.init(
      seed: seed, hash: stableHash(component), call: call, purpose: purpose, item: item)
  }

  /// Names a draw by the hash of the component's name.
  init(seed: UInt64, hash: UInt64, call: UInt32, purpose: SubstreamPurpose, item: UInt64 = 0) {
    key = (seed, hash)
    counter = SIMD4(0, UInt64(call), purpose.rawValue, item)
  }

  /// The next 64 random bits.
  mutating func next() -> UInt64 {
    if used == 4 {
      block = Philox.block(counter, key: key)
      counter[0] += 1
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// A number strictly between 0 and 1: an odd multiple of 2⁻⁵³, each as likely as the others.
  mutating func unit() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// A whole number from 0 up to, but not including, a bound that is greater than 0.
  ///
  /// It is the whole part of a fraction of 128 bits times the bound. No number's share differs from
  /// that of another by more than 2⁻¹²⁸, so nothing has to be drawn again.
  mutating func index(below bound: UInt64) -> UInt64 {
    let upper = next().multipliedFullWidth(by: bound)
    let lower = next().multipliedFullWidth(by: bound)
    let (_, carries) = upper.low.addingReportingOverflow(lower.high)
    return upper.high + (carries ? 1 : 0)
  }
}

/// The 64-bit FNV-1a hash of a text's UTF-8 bytes: the same in every process, unlike `Hasher`.
///
/// Source: Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
///
/// - Complexity: O(*n*) in the length of the text.
func stableHash(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
