import ArgumentParser

/// Readers of numbers for options, which say what they expected.
enum NumberArgument {
  /// A reader of whole numbers, which tells the range of an option where a text is none that can be held.
  ///
  /// - Parameter range: From where to where numbers make sense; what else is a number is left to whoever takes it.
  /// - Returns: The reader.
  static func whole<Number: FixedWidthInteger & Sendable>(
    _ range: ClosedRange<Number>
  ) -> @Sendable (String) throws -> Number {
    { text in
      if let number = Number(text) { return number }
      throw ValidationError(
        "Expected a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
  }

  /// A reader of numbers that may have a fraction.
  static func decimal(_ text: String) throws -> Double {
    if let number = Double(text) { return number }
    throw ValidationError("Expected a number such as 2 or 0.5.")
  }
}
