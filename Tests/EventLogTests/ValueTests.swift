import EventLog
import TestSupport
import Testing

@Suite struct ValueTests {
  static let forms: [(value: Value, json: String, shown: String)] = [
    (.null, "null", "null"), (.text("null"), #""null""#, #""null""#),
    (.flag(true), "true", "true"), (.text("true"), #""true""#, #""true""#),
    (.number(1), "1", "1"), (.text("1"), #""1""#, #""1""#), (.number(-0.5), "-0.5", "-0.5"),
    (.number(1e300), "1e+300", "1e+300"), (.number(.infinity), "1e999", "inf"),
    (.text("hello world"), #""hello world""#, "hello world"), (.text(""), #""""#, #""""#),
    (.text("say \"é\"\n"), #""say \"é\"\u000a""#, "say \"é\"\n"),
  ]

  @Test(arguments: forms)
  func `a value keeps its kind in JSON and looks like no other`(
    value: Value, json: String, shown: String
  ) {
    #expect(value.jsonText == json)
    #expect(Value(jsonText: json) == value)
    #expect(value.shown == shown)
  }

  @Test(arguments: [
    "01", "1.0", "+1", "nan", "TRUE", "", "\"", "\"a", "a", "\"a\" ", "1e5", "-0.50",
  ])
  func `what is not in its shortest form is no value`(text: String) {
    #expect(Value(jsonText: text) == nil)
  }

  /// A log with a variable of each value, written and read once each.
  private func log(of values: [Value]) -> Log {
    let setup = LogHeader.Setup(text: "")
    var log = LogBuilder(header: LogHeader(name: "x", origin: .scenario(setup)))
    let component = log.intern("a")
    for (index, value) in values.enumerated() {
      let name = log.intern("v\(index)")
      log.append(.stateDeclared(variable: name, value: log.intern(value.jsonText)), at: 0)
    }
    let first = log.append(
      .callRequested(parent: 0, step: 0, arguments: .none), at: 0, component, call: 1)
    log.append(.callStarted(machine: .none, slot: 0), at: 0, component, call: 1)
    log.cause(first, .program)
    return log.close()
  }

  @Test func `a log gives back the values that went into it`() throws {
    let values = Self.forms.map(\.value)
    var log = log(of: values)
    for text in ["", "closed"] {
      let read = log.events.compactMap { event in
        if case .stateDeclared(_, let value) = event.kind { log.value(value) } else { nil }
      }
      #expect(read == values, "\(text)")
      log = try Log.read(log.encoded().split(separator: 10).dropLast().flatMap { $0 + [10] }).log
    }
  }

  @Test(arguments: [
    ("0.5", Value.number(0.5)), ("true", .flag(true)), ("null", .null), ("hello", .text("hello")),
    ("1.50", .text("1.50")), ("", .text("")),
  ])
  func `logs of format 1, in which every value is a text, are still read`(
    text: String, value: Value
  ) throws {
    let lines = [
      #"{"seq":0,"at":0,"kind":"log.opened","format":1,"semantics":1,"name":"x","scenario":"","#
        + #""seed":0,"mode":"declared","profile":"ideal","clock":"virtual","unit":"ns""#,
      #"{"seq":1,"at":0,"kind":"state.declared","variable":"v","value":"\#(text)""#,
    ]
    let log = try Log.read(sealed(lines)).log
    guard case .stateDeclared(_, let name) = log.events[1].kind else {
      Issue.record("no variable")
      return
    }
    #expect(log.value(name) == value)
  }
}
