import Testing

@testable import Simulation

@Suite struct DrawTests {
  /// The lines of `philox4x64 10` in the file `kat_vectors` of Random123.
  @Test(arguments: [
    (
      SIMD4<UInt64>(repeating: 0), [0, 0],
      SIMD4<UInt64>(
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b)
    ),
    (
      SIMD4(repeating: .max), [.max, .max],
      SIMD4(
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0)
    ),
    (
      SIMD4(
        0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89),
      [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
      SIMD4(
        0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6)
    ),
  ])
  func `Philox gives the answers that its authors publish`(
    counter: SIMD4<UInt64>, key: [UInt64], block: SIMD4<UInt64>
  ) {
    #expect(Philox.block(counter, key: (key[0], key[1])) == block)
  }

  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
      ("日本語", 0xee9e_e2b5_c854_ef87),
    ] as [(String, UInt64)])
  func `a name has the FNV-1a hash of its bytes`(name: String, hash: UInt64) {
    #expect(stableHash(name) == hash)
  }

  @Test func `a draw has these words on every processor`() {
    var draw = RandomSubstream(seed: 42, component: "train", call: 1, purpose: .takes)
    #expect(
      (0..<6).map { _ in draw.next() } == [
        0x0b5d_55aa_cb74_6c21, 0x270d_54f4_dccb_0219, 0xf967_8715_2df9_bd65, 0x8da0_57df_b8b9_0313,
        0x5e54_62eb_ccec_290c, 0xe1e5_5999_8181_7731,
      ])
    var other = RandomSubstream(seed: 42, component: "日本語", call: 3, purpose: .takes)
    #expect(other.next() == 0xd8c6_6123_a441_bf69)
  }

  @Test func `draws with different keys have no word in common`() {
    var words = Set<UInt64>()
    for seed in [0, 1, 42, .max] as [UInt64] {
      for name in ["", "train", "train ", "niart"] {
        for call in [1, 2, 3, .max] as [UInt32] {
          var draw = RandomSubstream(seed: seed, component: name, call: call, purpose: .takes)
          for _ in 0..<100 { words.insert(draw.next()) }
        }
      }
    }
    #expect(words.count == 4 * 4 * 4 * 100)
  }

  @Test func `numbers of a unit lie strictly between 0 and 1`() {
    var draw = RandomSubstream(seed: 1, component: "unit", call: 1, purpose: .takes)
    let units = (0..<100_000).map { _ in draw.unit() }
    #expect(units.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(abs(units.reduce(0, +) / 100_000 - 0.5) < 0.003)
  }

  @Test(arguments: [1, 2, 3, 10, 1000] as [UInt64])
  func `an index below a bound is any of them, about as often`(bound: UInt64) {
    var draw = RandomSubstream(seed: 1, component: "index", call: 1, purpose: .takes)
    var counts = Array(repeating: 0.0, count: Int(bound))
    for _ in 0..<100_000 { counts[Int(draw.index(below: bound))] += 1 }
    let expected = 100_000 / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // Its mean is bound − 1 and its variance twice that.
    #expect(chiSquare <= Double(bound - 1) + 4 * (2 * Double(bound)).squareRoot())
  }

  @Test func `an index below the greatest bound is below it`() {
    var draw = RandomSubstream(seed: 1, component: "index", call: 1, purpose: .takes)
    for _ in 0..<1000 { #expect(draw.index(below: .max) < .max) }
  }
}
