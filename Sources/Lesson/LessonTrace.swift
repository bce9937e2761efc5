internal import CLesson

/// A scenario or trace that the lesson is about, to try things out with.
public struct LessonTrace: Sendable {
  /// Its name within the folder `traces`.
  public let name: String
  /// The file.
  public let bytes: [UInt8]

  /// All of them, in the order of their names.
  public static let all: [LessonTrace] = (0..<lesson_trace_count()).map { place in
    let file = lesson_trace(place)
    return LessonTrace(
      name: String(cString: file.name),
      bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
  }
}
