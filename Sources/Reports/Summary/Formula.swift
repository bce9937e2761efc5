/// A measure of a run with its formula, worked out in the numbers of that run.
///
///     work T₁ = Σ running = 4 s (train) + 3 s (baseline_1) = 7 s
package struct Formula: Sendable {
  /// What it is called.
  package var name: String
  /// Its sign in formulas; empty if it has none.
  package var symbol = ""
  /// What it is, in general.
  package var formula: String
  /// The same in the numbers of the run, step by step.
  package var numbers: [String] = []
  /// What comes out, or why nothing does.
  package var value: String
  /// What is to be said of it, with the comma or semicolon before it; empty if nothing.
  package var note = ""
  /// What comes out in nanoseconds, if it is a time that is known.
  package var time: Int128?

  /// The whole as a line of text.
  var text: String {
    let left = name + (symbol.isEmpty ? "" : " \(symbol)")
    let right = (formula.isEmpty ? [] : [formula]) + numbers + [value]
    return left + " = " + right.joined(separator: " = ") + note
  }
}
