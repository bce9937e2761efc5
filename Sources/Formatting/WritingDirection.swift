extension StringProtocol {
  /// Whether some of this text is written from right to left, so that what follows it may move.
  ///
  /// - Complexity: O(*n*) in the number of characters.
  public var hasRightToLeftText: Bool {
    unicodeScalars.contains { scalar in
      // Hebrew to Arabic Extended, their presentation forms, and the old scripts of plane 1.
      [0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF]
        .contains { $0.contains(scalar.value) }
    }
  }
}
