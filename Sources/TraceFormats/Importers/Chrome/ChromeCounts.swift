/// How many events of a Chrome trace were what, and what became of them.
struct ChromeCounts {
  var events = 0
  var metadata = 0
  var instants = 0
  var counters = 0
  var others = 0
  /// Events of a phase that nobody knows, or of none.
  var unknown = 0
  /// Events that have no time that can be read, or end before they start.
  var timeless = 0
  /// Events that are broken or cut off.
  var broken = 0
  /// Complete events without a duration.
  var durationless = 0
  /// Ends of what never began.
  var strayEnds = 0
  /// Beginnings of what never ends.
  var open = 0
  /// Asynchronous events that belong to others by no id.
  var strayAsync = 0

  /// Adds what another part of a trace holds.
  static func += (counts: inout ChromeCounts, more: ChromeCounts) {
    for count in [
      \ChromeCounts.events, \.metadata, \.instants, \.counters, \.others, \.unknown, \.timeless,
      \.broken, \.durationless, \.strayEnds, \.open, \.strayAsync,
    ] { counts[keyPath: count] += more[keyPath: count] }
  }
}
