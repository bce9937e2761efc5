import ArgumentParser
import EventLog
import Formatting
import WhatIf

/// What `--sweep` was given: `workers=1..64`, `faster:compile=1x..4x:0.5x`, `set:link=1s,2s`.
struct SweepArgument {
  private let text: String
  private let subject: SweepAxis.Subject
  private let values: String

  /// Reads what comes before the values.
  ///
  /// - Throws: `ValidationError` where it is nothing that takes values.
  init(_ text: String) throws {
    self.text = text
    let (what, values) = try ChangeOptions.pair(text, "--sweep", "workers=1..16")
    self.values = values
    let parts = what.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("workers", nil): subject = .workers
    case ("overhead", nil): subject = .overhead
    case ("machine", let name?), ("pool", let name?): subject = .slots(name)
    case ("faster", let name?): subject = .faster(name)
    case ("set", let name?): subject = .takes(name)
    default:
      throw ValidationError(
        "--sweep takes workers=…, machine:NAME=…, faster:NAME=…, set:NAME=… or overhead=…, not \(text.visible)."
      )
    }
  }

  /// The axis.
  ///
  /// - Throws: `ValidationError` where its values cannot be understood, or are too many.
  func axis() throws -> SweepAxis {
    guard let range = values.firstRange(of: "..") else {
      let single = try values.split(separator: ",").map { try value(String($0)) }
      guard !single.isEmpty else { throw problem }
      return SweepAxis(subject, single)
    }
    let first = String(values[..<range.lowerBound])
    let rest = values[range.upperBound...].split(separator: ":", maxSplits: 1).map(String.init)
    guard let last = rest.first else { throw problem }
    let numbers = try (number(first), number(last), rest.count > 1 ? number(rest[1]) : unit)
    guard let step = numbers.2, step > 0 else {
      throw ValidationError(
        "--sweep \(text.visible) needs a step above 0, such as \(first)..\(last):\(exampleStep).")
    }
    guard numbers.0 <= numbers.1, (numbers.1 - numbers.0) / step < Int64(Sweep.most) else {
      throw problem
    }
    return SweepAxis(
      subject, try stride(from: numbers.0, through: numbers.1, by: Int(step)).map(axisValue))
  }

  private var problem: ValidationError {
    ValidationError(
      "--sweep takes values such as 1..16, 1,2,4 or 1s..3s:500ms, at most \(Sweep.most); not \(values.visible)."
    )
  }

  /// The step of a range that names none: 1 of what is counted.
  private var unit: Int64? {
    switch subject {
    case .workers, .slots: 1
    case .faster: Self.millionths
    case .takes, .overhead: nil
    }
  }

  /// A step for people to see what one looks like.
  private var exampleStep: String {
    switch subject {
    case .workers, .slots: "1"
    case .faster: "0.5x"
    case .takes, .overhead: "500ms"
    }
  }

  private static let millionths: Int64 = 1_000_000

  private func value(_ text: String) throws -> AxisValue { try axisValue(number(text)) }

  /// A value as a whole number: a count, millionths, or nanoseconds.
  private func number(_ text: String) throws -> Int64 {
    switch subject {
    case .workers, .slots: return Int64(try ChangeOptions.count(Int(text), "--sweep"))
    case .faster:
      return try ChangeOptions.ratio(text, "--sweep").millionths
    case .takes, .overhead: return try ChangeOptions.time(text, "--sweep")
    }
  }

  private func axisValue(_ number: Int64) throws -> AxisValue {
    switch subject {
    case .workers, .slots: return .count(Int(number))
    case .faster:
      guard let ratio = Ratio(millionths: number) else { throw problem }
      return .ratio(ratio)
    case .takes, .overhead: return .time(number)
    }
  }
}

extension String {
  /// As it may be shown in a terminal, in quotes.
  var visible: String { "`\(visibleText)`" }
}
