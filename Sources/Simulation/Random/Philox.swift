/// Philox4x64-10: four random words for every counter and key, without any state.
///
/// Ten rounds of two wide multiplications turn a counter of 256 bits into 256 random bits. It is a
/// bijection of counters for each key, and passes BigCrush. Because any block can be asked for at any
/// time, a draw can be named by what it is for, instead of by how many draws came before it.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC '11. The
/// tests hold it against the known answers that the authors publish.
package enum Philox {
  private static let multipliers: (UInt64, UInt64) = (0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157)
  private static let weyl: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B)

  /// The random block of a counter under a key.
  ///
  /// - Complexity: O(1), twenty multiplications.
  package static func block(_ counter: SIMD4<UInt64>, key: (UInt64, UInt64)) -> SIMD4<UInt64> {
    var (a, b, c, d) = (counter[0], counter[1], counter[2], counter[3])
    var key = key
    for _ in 0..<10 {
      let first = a.multipliedFullWidth(by: multipliers.0)
      let third = c.multipliedFullWidth(by: multipliers.1)
      (a, b, c, d) = (third.high ^ b ^ key.0, third.low, first.high ^ d ^ key.1, first.low)
      key = (key.0 &+ weyl.0, key.1 &+ weyl.1)
    }
    return SIMD4(a, b, c, d)
  }
}
