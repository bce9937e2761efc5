internal import EventLog
internal import Formatting
internal import WhatIf

/// Round numbers along the axis of a sweep, in the unit of its values.
///
///     workers  0   10   20   30
///     faster   1×   1.5×   2×
struct NumberAxis {
  /// The numbers at both ends.
  let range: ClosedRange<Int64>
  /// The numbers, with their labels.
  let ticks: [(number: Int64, label: String)]

  /// An axis with at most so many steps.
  ///
  /// It begins at 0, unless the first value is more than a fourth of the last: then much of it would be empty. Nothing is 0 times as fast.
  init(of values: [AxisValue], steps: Int) {
    let numbers = values.map(\.number)
    let (first, last) = (numbers.min() ?? 0, numbers.max() ?? 0)
    let isRatio = if case .ratio? = values.first { true } else { false }
    let start = first == last || !isRatio && first <= last / 4 ? 0 : first
    range = start...max(last, start + 1)
    let length = range.upperBound - range.lowerBound
    if case .time? = values.first {
      let more = Int(min(1_000, range.upperBound / length))
      ticks = TimeAxis(end: range.upperBound, steps: steps * more).ticks
        .map { ($0.at, $0.label) }.filter { $0.0 >= start }
      return
    }
    let step = Self.step(from: isRatio ? 10_000 : 1, length: length, steps: steps)
    let begin = (start + step - 1) / step * step
    ticks = stride(from: begin, through: range.upperBound, by: Int64.Stride(step)).map {
      ($0, isRatio ? Self.ratioText($0) : "\($0)")
    }
  }

  /// 1, 2 or 5 times a power of ten of the unit: the least that makes no more than so many steps.
  private static func step(from unit: Int64, length: Int64, steps: Int) -> Int64 {
    var unit = unit
    while true {
      for factor in [1, 2, 5] as [Int64] where length / (unit * factor) < steps {
        return unit * factor
      }
      unit *= 10
    }
  }

  private static func ratioText(_ millionths: Int64) -> String {
    Ratio(millionths: millionths)?.description ?? "0×"
  }
}
