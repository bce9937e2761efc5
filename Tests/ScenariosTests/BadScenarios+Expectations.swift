/// Texts that are no scenarios for what they expect.
extension BadScenario {
  static let expectations: [BadScenario] = [
    // What an expectation is.
    .expecting("{ never: race }"), .expecting("[[never, race]]"), .expecting("[]\nexpects: []"),
    .expecting("[{}]"), .expecting("[~]"), .expecting("['']"), .expecting("[{ nevr: race }]"),
    .expecting("[{ never: race, order: [load, train] }]"),
    // Measures.
    .expecting("[makespn <= 4s]"), .expecting("[makespan]"), .expecting("[makespan <= 4]"),
    .expecting("[makespan <= fast]"), .expecting("[makespan <= 50%]"),
    .expecting("[makespan =< 4s]"),
    .expecting("[makespan <= -4s]"), .expecting("[makespan <= 4s and loss < 1]"),
    .expecting("[makespan = 4s]"),
    .expecting(""),
    .expecting("[efficiency >= 4s]"), .expecting("[speedup >= 1.1234567]"),
    .expecting("[calls == 2.5]"), .expecting("[calls == two]"), .expecting("[lost < 1s]"),
    // Measures of components.
    .expecting("[train.call == 2]"), .expecting("[train.calls]"), .expecting("[trian.calls == 2]"),
    .expecting("[trail_*.calls == 2]"), .expecting("[trial_*.succeeded]"),
    .expecting("[train.work <= 4]"), .expecting("[train.suceeded]"), .expecting("[train == 2]"),
    // Conditions.
    .expecting("[los < 0.1]"), .expecting("[loss < ]"), .expecting("[loss 1]"),
    // What is never to be, in which order, and how it ends.
    .expecting("[never: deadlok]"), .expecting("[never: []]"), .expecting("[never: [race, race]]"),
    .expecting("[ends: race]"), .expecting("[ends: well]"), .expecting("[ends: [deadlock]]"),
    .expecting("[ends: deadlock, never: deadlock]"), .expecting("[ends: deadlock, ends: limit]"),
    .expecting("[ends: deadlock, ends: deadlock]"), .expecting("[order: load]"),
    .expecting("[order: [load]]"), .expecting("[order: [load, trian]]"),
    .expecting("[order: [load, 'no_*']]"), .expecting("[order: [load, '*']]"),
  ]
}
