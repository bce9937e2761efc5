/// Texts that are no scenarios for what they are made of: keys, kinds of values, YAML, bytes.
extension BadScenario {
  static let missing: [BadScenario] = [
    BadScenario(""), BadScenario("# only\n# comments\n"), BadScenario("---\n"),
    BadScenario("~"), BadScenario("{}"), BadScenario("flow:\n  - run: train\n"),
    BadScenario("components:\n  train: { takes: 4s }\n"),
    .components(""), .components("  {}"), .components("  train:"),
    .component("parallel: true"), .component(""), .flow(""), .flow("flow:"), .flow("flow: []"),
    .flow("flow: [{}]"), .flow("flow: [{ with: x }]"), .flow("flow:\n  - run:"),
    .flow("flow:\n  -\n"), .flow("flow: [{ run: \"\" }]"), .component("takes:"),
    .component("takes: ''"), .component("takes: 4s, parallel:"),
    .component("takes: 4s, machine: "), .machines("  ~: { slots: 1 }"),
    .machines("  '': { slots: 1 }"), .components("  \"\": { takes: 4s }"),
    BadScenario("name:\ncomponents: { a: { takes: 1s } }\nflow: [{ run: a }]"),
  ]

  static let unknown: [BadScenario] = {
    let many = (1...12).map { "  worker_\($0): { takes: 1s }" }.joined(separator: "\n")
    return [
      BadScenario("component:\n  train: { takes: 4s }\n"), BadScenario("steps: []\n"),
      BadScenario("Components: {}\n"), .component("take: 4s"), .component("takes: 4s, slots: 2"),
      .component("takes: 4s, paralel: true"), .component("takes: 4s, machine: box"),
      BadScenario(
        "machines: { box: , cellar: }\ncomponents: { a: { takes: 1s, machine: bix } }\nflow: []"),
      BadScenario(
        "machines: { box: , cellar: }\ncomponents: { a: { takes: 1s, machine: zoo } }\nflow: []"),
      .machines("  box: { slot: 2 }"), .flow("flow: [{ run: trian }]"),
      .flow("flow: [{ run: Train }]"), .flow("flow: [{ run: deploy }]"),
      .flow("flow: [{ call: train }]"), .flow("flow: [{ run: train, args: 1 }]"),
      .flow("flow: [{ run: train, parallel: true }]"),
      .flow("flow: [{ run: train, paralel: true }]"),
      .flow("flow: [{ run: train, duration: 4s }]"), .flow("flow: [{ machine: box }]"),
      .flow("flow: [{ run: train, fails: { at: 1s } }]"),
      .flow("flow: [{ run: flow }]"),
      BadScenario("components:\n\(many)\nflow:\n  - run: something\n"),
      .components("  flow: { takes: 4s }"),
      .flow("flow: [{ run: \(String(repeating: "long", count: 2500)) }]"),
      .component("takes: 4s, \(String(repeating: "k", count: 900)): 1"),
      .component("takes:4s"), .components("  train:\n    takes:4s"),
      .components("  train { takes: 4s }"),
      .component("takes: 4s, parallel:true"), .component("takes: 4s, reads: loss"),
      .component("takes: 4s, emits: batches"),
      BadScenario("components: { a: { takes: 1s } }\nflow: [{ run: b }]"),
      BadScenario("tasks: { a: { takes: 1s, slots: 3 } }\nworkers: 2"),
      BadScenario("tasks: { a: { takes: 1s, slots: 2 } }\nworkers: 1"),
      BadScenario(
        "machines: { box: { slots: 1 } }\ntasks: { a: { takes: 1s, machine: box, slots: 2 } }"),
      BadScenario("tasks: { a: { takes: 1s } }\nworkers: two"),
    ]
  }()

  static let wrongKind: [BadScenario] = [
    BadScenario("train"), BadScenario("- train"), BadScenario("[]"), BadScenario("42"),
    .components("  - train: { takes: 4s }"), .components("  train: 4s"),
    .components("  train: [4s]"), .components("  [a, b]: { takes: 4s }"),
    .components("  { a: b }: { takes: 4s }"), .component("takes: [4s]"),
    .component("takes: { mean: 4s }"), .component("takes: 4"), .component("takes: true"),
    .component("takes: soon"), .component("takes: forver"), .component("takes: -4s"),
    .component("takes: 4 parsecs"), .component("takes: 4 sec"), .component("takes: 4S"),
    .component("takes: 30m1h"), .component("takes: 1e3s"), .component("takes: 1.5ns"),
    .component("takes: 36501d"), .component("takes: 99999999999999999999s"),
    .component("takes: 4s, parallel: yes"), .component("takes: 4s, parallel: 1"),
    .component("takes: 4s, parallel: True"), .component("takes: 4s, parallel: [true]"),
    .component("takes: 4s, at_once: 0"), .component("takes: 4s, at_once: 1.5"),
    .component("takes: 4s, at_once: -3"), .component("takes: 4s, at_once: many"),
    .component("takes: 4s, at_once: 100001"), .component("takes: 4s, at_once:"),
    .component("takes: 4s, at_onse: 3"), .component("takes: 4s, machine: [box]"),
    .machines("  - box"), .machines("  box: 2"),
    .machines("  box: { slots: 0 }"), .machines("  box: { slots: -1 }"),
    .machines("  box: { slots: 1.5 }"), .machines("  box: { slots: two }"),
    .machines("  box: { slots: 100001 }"), .machines("  box: { slots: 99999999999999999999 }"),
    .machines("  box: { slots: [1] }"), .machines("  box: { slots: }"),
    .flow("flow: train"), .flow("flow: { run: train }"),
    .flow("flow: [train]"), .flow("flow: [[train]]"), .flow("flow: [{ run: [train] }]"),
    .flow("flow: [{ run: train, with: [[1], 2] }]"),
    .flow("flow: [{ run: train, with: { a: } }]"),
    BadScenario("name: [x]\ncomponents: { a: { takes: 1s } }\nflow: [{ run: a }]"),
    .component("takes: \"4s\\e[31m\\n\""),
  ]

  static let noYaml: [BadScenario] =
    [
      BadScenario("components:\n\ttrain: { takes: 4s }\n"),
      BadScenario("components:\n  train:\n\t  takes: 4s\n"),
      .components("  train: { takes: \"4s }"), .components("  train: { takes: '4s }"),
      .components("  train: { takes: 4s"), .components("  train: takes: 4s"),
      .components("  train: { takes: 4s } }"), .components("  train: { takes: 4s ]"),
      .components("  train { takes: 4s }"), .components("train: { takes: 4s }"),
      .components("  train:\n    takes: 4s\n   parallel: true"),
      .flow("flow:\n  - run: train\n - run: analyze"), .flow("flow:\n  -run: train"),
      .flow("flow:\n  - run: train\n  with: x"), .flow("flow: [{ run: train },, ]"),
      .component("takes: @4s"), .component("takes: `4s`"), .component("takes: %4s"),
      .component("takes: !x! 4s"), .component("takes: | 4s"),
      .component("takes: \"\\q\""), .component("takes: \"\\ud800\""),
      BadScenario("%YAML 3.0\n---\na: b\n"), BadScenario("%YAML\n---\na: b\n"),
      BadScenario("a: b\n---\nc: d\n"), BadScenario("a: b\n...\nc: d\n"), BadScenario("{"),
      BadScenario("[" + String(repeating: "[", count: 1200)),
      BadScenario(String(repeating: "{a: ", count: 1200)),
      BadScenario(String(repeating: "- ", count: 1200) + "a"),
      BadScenario("? \(String(repeating: "a", count: 2000))\nb"),
      BadScenario("\(String(repeating: "a", count: 2000)): b"),
      .components("  \(String(repeating: "a", count: 2000)): { takes: 4s }"),
      .flow("flow:\n  - repeat: 2\n    do:\n      -run: train"), .flow("flow:\n  -: train"),
      .components("  `train`: { takes: 4s }"), .component("takes: 4s parallel: true"),
      .component("takes: http://a: b"), .flow("flow:\n  - run: train\n      with: x"),
      .components("  train\n  other: { takes: 4s }"),
      BadScenario("components\n  a: { takes: 1s }\n"),
      .flow("flow\n  - run: train"), .flow("flow:\n  - repeat 3\n    do: [{ run: train }]"),
      .components("  train:\n    takes: 4s\n      parallel: true"),
      .components("  \"my\n  train\": { takes: 4s }"),
      BadScenario("components: { a:{ takes: 4s } }"),
      .components("  !train: { takes: 4s }"),
      .component("takes: \"4s }\n  other: { takes: \"3s\""),
    ] + inBrackets

  /// Keys in brackets whose colons the parser of YAML does not find.
  private static let inBrackets: [BadScenario] = {
    let long = String(repeating: "a", count: 1100)
    return [
      "\"\(long)\": { takes: 4s }", "\(long): { takes: 4s }", "'it''s, \(long)': { takes: 4s }",
      "\"\\\", \(long)\": { takes: 4s }", "b: { takes: 4s }, \(long): { takes: 4s }",
      "b: { takes: 4s },\n  \(long): 1", "b: { reads: [x, \(long): 1] }", "\"my\n  train\": 1",
      "my\n  train: 1",
    ].map { BadScenario("components: { \($0) }\nflow: [{ run: a }]\n") }
  }()

  static let notUsed: [BadScenario] = {
    let laughs = (1...9).map { level in
      "l\(level): &l\(level) ["
        + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ",")
        + "]"
    }
    return [
      .components("  train: !!python/object { takes: 4s }"), .component("takes: !duration 4s"),
      .component("takes: &time 4s"), .component("takes: *time"),
      .components("  train: &a { takes: 4s }\n  other: *a"),
      .components("  train: &a { takes: 4s }\n  other: { <<: *a }"),
      .components("  train: { takes: 4s }\n  train: { takes: 2s }"),
      .components("  a: { takes: 4s }\n  b: { takes: 4s }\n  'a': { takes: 2s }"),
      .component("takes: 4s, takes: 5s"),
      .components("  a: { takes: 4s }\n  'a': {}\n  a: {}"),
      .component("takes: 4s, reads: { a: , a: }, takes: 5s"), .machines("  box: {}\n  box: {}"),
      BadScenario("flow: []\nflow: []"), .flow("flow: [{ run: train, run: train }]"),
      .flow("flow:\n  - run: train\n    with: 1\n    with: 2"),
      .components("  é: { takes: 4s }\n  \"e\\u0301\": { takes: 4s }"),
      BadScenario("l0: &l0 [lol]\n" + laughs.joined(separator: "\n")),
      BadScenario("a: &a [*a]"), BadScenario(String(repeating: "? ", count: 900) + "[1, 2]"),
      BadScenario("[" + String(repeating: "?[", count: 900)),
    ]
  }()

  static let bytes: [BadScenario] = [
    BadScenario(bytes: [0xFF]), BadScenario(bytes: Array("a: é\nb: 日".utf8) + [0xC3]),
    BadScenario(bytes: Array("# \u{FFFD}\na: \u{FFFD}".utf8) + [0x80]),
    BadScenario(bytes: [0xFF, 0xFE, 0x61, 0]), BadScenario("a: \0b"), BadScenario("\0"),
    BadScenario("a: é\r\nb: \u{1}"), BadScenario("é日: \u{1b}[31m"), BadScenario("a: \u{7f}"),
    BadScenario("a: b\rc: \u{8}"), BadScenario("a: \u{FFFF}"),
    BadScenario("\u{FEFF}\u{FEFF}a: b"), BadScenario("a:\r\n  b: [\r\n"),
    BadScenario("name: \u{FEFF}\r\ncomponents:\r\n  train: 4s\r\n"),
  ]
}
