/// Texts that are no scenarios for what their flows do, and for conditions and values.
extension BadScenario {
  static let steps: [BadScenario] = [
    .step("run: train\n    wait: train"), .step("timeout: 3s"), .step("do: [{ run: train }]"),
    .step("otherwise: [{ run: train }]"), .step("run: train\n    timeout: 3s"),
    .step("wait: train\n    with: x"), .step("if: loss < 1"), .step("when: loss < 1"),
    .step("when: loss < 1\n    then: []"), .step("when: loss < 1\n    do: []"),
    .step("when: loss < 1\n    do: { run: train }"), .step("when: loss < 1\n    do: train"),
    .step("when: loss < 1\n    do: [{ run: train }]\n    else: []"),
    .step("when: loss < 1\n    do: [{ run: train }]\n    otherwise: []"), .step("when:"),
    .step("when: [a, b]"), .step("when: ''"), .step("repeat: 5"), .step("repeat: 0\n    do: []"),
    .step("repeat: forever\n    do: []"), .step("repeat: 1000000001\n    do: []"),
    .step("repeat: 2.5\n    do: []"), .step("repeat: {}\n    do: []"),
    .step("repeat: { until: loss < 1 }\n    do: []"), .step("repeat: { while: }\n    do: []"),
    .step("repeat: 5\n    do: []"), .step("wait:"), .step("wait: [train, analyze]"),
    .step("wait: 3"), .step("wait: -3s"), .step("wait: 3 parsecs"), .step("wait: trian"),
    .step("wait: best"), .step("wait: 40000d"), .step("wait: 3s\n    timeout: 5s"),
    .step("wait: train\n    timeout: 0s"), .step("wait: train\n    timeout: soon"),
    .step("set: loss"), .step("set:"), .step("set: {}"), .step("set: { los: 1 }"),
    .step("set: { loss: [1] }"), .step("set: { loss: hello }"), .step("stop:"),
    .step("stop: trian"), .step("stop: everything"), .step("stop: [train]"),
    .step("repeat: 5\n    then: []"),
    .step("run: train\n    with: [A, 0.1, 2]"), .step("run: train\n    with: { rl: 0.1 }"),
    .step("run: train\n    with: { lr: [1] }"), .step("run: train\n    with: [~]"),
    .step("run: train\n    with: loss {los}"), .step("run: train\n    with: 'loss {loss'"),
    .step("run: train\n    with: \"loss {}\""),
    .step("run: train\n    with: '{ \"a\": 1 }'"), .step("wait: 3s", reactive: true),
    .step("wait: train\n    timeout: 3s", reactive: true), .nested(33), .nested(700),
    .spaced("my train.failed"), .spaced("best-loss < 1"),
    .spaced("`my train` < 1"),
  ]

  static let expressions: [BadScenario] = [
    "loss <", "< 1", "loss 1", "loss < < 1", "loss < (1", "loss < 1)", "()", "(loss", "loss = 1",
    "loss && done", "loss || done", "!done", "loss =< 1", "loss => 1", "loss <> 1", "loss / 2",
    "loss % 2", "loss ^ 2", "loss, done", "0 < loss < 1", "loss == not done", "1 + not done",
    "not", "done not", "1e-3", ".5 < loss", "5s", "0.1.2", "1234567890123456", "'hello",
    "`my train",
    "los < 1", "train", "best_loss < 1", "Done", "True", "train.sucess", "train.has_succeeded",
    "train.done", "train.", "train .failed", "train.failed.count", "trian.failed", "loss.failed",
    ".failed", "my train.failed", "message == hello", "loss < 1 and", "loss < 1 && done",
    "loss < 1 if done", "loss < \u{202E}1", "é < 1", "訓練.failed < ü",
    String(repeating: "(", count: 100_000), String(repeating: "not ", count: 2000) + "done",
  ].map {
    .step(
      "when: \($0.contains("'") || $0.contains("`") || "!%".contains($0.first ?? " ") ? "\"\($0)\"" : $0)\n    do: [{ run: train }]"
    )
  }

  static let expressionPlaces: [BadScenario] = [
    .step("when: \"loss < best\"\n    do: []"), .step("when: 'loss < best'\n    do: []"),
    .step("when: \"\\x6coss < best\"\n    do: []"), .step("when: loss <\n      best\n    do: []"),
    .step("when: |\n      loss < best\n    do: []"), .step("when: \"é訓 < 1\"\n    do: []"),
    .step("set: { loss: loss + best, done: true }"), .step("wait: 訓練 < best"),
    .step("repeat: { while: loss > best }\n    do: []"),
  ]
}
