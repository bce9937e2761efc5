import TestSupport
import Testing

@testable import TraceFormats

/// Spans that somebody changed byte by byte.
@Suite struct SpanFuzzTests {
  @Test(arguments: [TraceFormat.otlp, .consoleSpans, .jaeger, .zipkin])
  func `a file with changed bytes is refused or read, and what is read is sound`(
    format: TraceFormat
  ) throws {
    let sample = try #require(SpanSamples.all[format.name])
    var generator = SeededGenerator(seed: 7)
    let signs = Array(#"{}[]",:0-9eE.\nullatrue"#.utf8) + [0, 0x0A, 0xFF]
    for round in 0..<300 {
      var input = sample
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let place = Int.random(in: input.bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: input.bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: input.bytes[place] = signs.randomElement(using: &generator)!
        case 2: input.bytes.insert(signs.randomElement(using: &generator)!, at: place)
        default: input.bytes.remove(at: place)
        }
      }
      _ = InputFormat(of: input.bytes)
      _ = try? format.parts(of: input)
      if let run = try? format.read(input) { try expectSound(run, "round \(round)") }
    }
  }
}
