import EventLog
import Simulation
import TestSupport
import TraceAnalysis
import Testing

/// A model that shares one variable, in a line: `a=4pW b=2R | a ;a b`.
///
/// Before the bar stand components with the seconds they take, `p` if they are parallel, `R` if they
/// read the variable when they start and `W` if they write it when they end. After it stand the steps:
/// a component is called, with `;` before it is waited for, with `!` it is stopped, with `?` the flow looks
/// at whether it has succeeded; `R` and `W` are the flow's own accesses.
private func sharing(_ text: String) -> Model {
  let halves = text.split(separator: "|")
  let components = halves[0].split(separator: " ").map { word in
    let parts = word.split(separator: "=")
    var component = Model.Component(
      name: String(parts[0]),
      takes: .constant((Nanoseconds(String(parts[1].filter(\.isNumber))) ?? 0) * second),
      isParallel: parts[1].contains("p"))
    if parts[1].contains("R") { component.behaviour.effects.append(.init(.read(0), .start)) }
    if parts[1].contains("W") {
      component.behaviour.effects.append(.init(.write(0, [Expression(.number(1))]), .end))
    }
    return component
  }
  let flow = halves[1].split(separator: " ").map { word in
    let name = word.drop { ";!?".contains($0) }
    let index = components.firstIndex { $0.name == name } ?? -1
    switch word {
    case "R": return Model.Step.when(Expression("x", [.variable(0)]), [.stop(0)])
    case "W": return .set(0, Expression(.number(2)))
    default:
      if word.hasPrefix("!") { return .stop(index) }
      if word.hasPrefix("?") {
        return .when(Expression("\(name)", [.status(.succeeded, component: index)]), [])
      }
      return word.hasPrefix(";") ? .wait(.component(index)) : .init(component: index)
    }
  }
  return Model(
    name: "sharing", components: components, variables: [.init(name: "x")], flow: flow)
}

@Suite struct RacesTests {
  private func races(_ model: Model) -> [String] {
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    func word(_ access: Races.Access) -> String {
      "\(access.isWrite ? "W" : "R") \(log.names[access.component])"
    }
    return Races(log).races.map { "\(word($0.earlier)), \(word($0.later))" }
  }

  @Test(arguments: [
    // Nothing is parallel, so everything is in order.
    ("a=4W b=2R | a b", []),
    ("a=4W b=2W | a b", []),
    ("a=4RW | a a", []),
    ("a=4W | a R W", []),
    // A write does not hide what raced before it: all pairs are told.
    ("a=1pW b=2pW r=1R | a b r", ["R r, W a", "R r, W b", "W a, W b"]),
    // The flow went on while a ran: it was luck that a was done first, or not.
    ("a=4pW c=5 b=2R | a c b", ["W a, R b"]),
    ("a=4pW b=2R | a b", ["R b, W a"]),
    ("a=4pW b=2pW | a b", ["W b, W a"]),
    ("a=4pR b=2W | a b", ["R a, W b"]),
    ("a=4pW | a R", ["R flow, W a"]),
    ("a=4pW | a W", ["W flow, W a"]),
    ("a=4pW c=5 | a c R", ["W a, R flow"]),
    // Two that read do not race.
    ("a=4pR b=2pR | a b", []),
    // A wait puts them in order, also through the flow.
    ("a=4pW b=2R | a ;a b", []),
    ("a=4pW b=2pW | a ;a b", []),
    ("a=4pW | a ;a R W", []),
    ("a=4pW b=1p c=2R | a b ;b c", ["R c, W a"]),
    // Calls of one component are in order, since it runs one at a time.
    ("a=4pRW | a a a", []),
    // What the flow wrote before it called is in order with the call.
    ("a=4pR | W a", []),
    ("a=4pR | a W", ["W flow, R a"]),
    // What was stopped does nothing more, so what it did comes before what is done after.
    ("a=4pR b=2 | a b !a W", []),
    ("a=4pR b=2 c=1W | a b !a c", []),
    ("a=4pR b=2 c=1W | a b W !a c", ["R a, W flow"]),
    ("a=4pR b=2pW c=1W | a b !a c", ["W c, W b"]),
  ])
  func `accesses race if no chain of causes leads from one to the other`(
    scenario: String, expected: [String]
  ) {
    #expect(races(sharing(scenario)) == expected)
  }

  @Test(arguments: [
    ("a=4p | a ?a", ["R flow, W a"]),
    ("a=4p b=5 | a b ?a", ["W a, R flow"]),
    ("a=4p b=2 | a b !a ?a", []),
    ("a=4p b=5 | a b !a ?a", ["W a, R flow"]),
    ("a=4 | a ?a", []),
    ("a=4p | ?a a ;a ?a a ;a ?a", []),
    ("a=4p b=5 | a b ;a ?a", []),
    ("a=4p b=5p | a b ;b ?a", ["W a, R flow"]),
    ("a=4p b=1 | a ;a a b ?a", ["R flow, W a"]),
    // Who finds that a has succeeded may read what it wrote: that it found it is what was luck.
    ("a=4pW b=5 c=1R | a b ?a c", ["W a, R flow"]),
    ("a=4pW c=1R | a ?a c", ["R flow, W a", "R c, W a"]),
  ])
  func `a look at how a call is races with what changes that`(
    scenario: String, expected: [String]
  ) {
    #expect(races(sharing(scenario)).sorted() == expected.sorted())
  }

  @Test(arguments: ["a=4pW b=5 | a b R", "a=4pW | a R", "a=4p | a ?a", "a=4pW b=9 | a b R ?a"])
  func `what a reactive flow looks at does not race, since it looks again`(scenario: String) {
    var model = sharing(scenario)
    #expect(races(model) != [])
    model.isReactive = true
    #expect(races(model) == [])
    // Nor where what is written changes nothing.
    model.variables[0].value = .number(1)
    #expect(races(model) == [])
  }

  @Test func `a slot that happens to be free puts nothing in order`() {
    var model = sharing("a=4pW b=2pR | a b")
    model.machines = [.init(name: "box", slots: 1)]
    model.components[0].machine = 0
    model.components[1].machine = 0
    #expect(races(model) == ["W a, R b"])
  }

  @Test func `a stream puts what was written before an item in order with who takes it`() {
    var model = sharing("a=1pW b=1pR | b a")
    model.streams = [.init(name: "s")]
    model.components[0].behaviour.effects.append(.init(.emit(0), .end))
    model.components[1].behaviour.forEach = 0
    model.components[1].behaviour.effects = [.init(.read(0), .item)]
    #expect(races(model) == [])
    // What is written after the item was sent is not.
    model.components[0].behaviour.effects.reverse()
    #expect(races(model) == ["W a, R b"])
    model.components[0].behaviour.effects.reverse()
    model.components[1].behaviour.effects = [.init(.read(0), .start)]
    #expect(races(model) == ["R b, W a"])
  }

  @Test func `the end of a stream comes after all that put items in, also for who was busy then`() {
    for seconds in [1, 5] {
      // The consumer is done with its last item before or after both producers have ended.
      var model = sharing("a=2p c=3p b=\(seconds)p | b a c")
      model.streams = [.init(name: "s")]
      for producer in [0, 1] {
        model.components[producer].behaviour.effects = [
          .init(.emit(0), .start), .init(.write(producer, [Expression(.number(1))]), .end),
        ]
      }
      model.variables.append(.init(name: "y"))
      model.components[2].behaviour.forEach = 0
      model.components[2].behaviour.effects = [.init(.read(0), .end), .init(.read(1), .end)]
      #expect(races(model) == [], "\(seconds) s")
    }
  }

  @Test func `a wait whose time runs out has looked for what did not come`() {
    var model = sharing("a=4pW b=1 | a b")
    model.flow.insert(.wait(.condition(Expression("x", [.variable(0)])), timeout: 1), at: 1)
    #expect(races(model) == ["R flow, W a"])
    model.flow[1] = .wait(.component(0), timeout: 1)
    #expect(races(model) == ["R flow, W a"])
    model.flow[1] = .wait(.component(0), timeout: 5 * second)
    #expect(races(model) == [])
  }

  @Test func `a condition that was waited for puts its write in order`() {
    var model = sharing("a=4pW b=2R | a b")
    model.flow.insert(.wait(.condition(Expression("x", [.variable(0)]))), at: 1)
    #expect(races(model) == [])
  }

  @Test func `nothing that never runs in parallel races`() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let kinds = ["R", "W", "RW", "pR", "pW", ""]
      let names = ["a", "b", "c", "d"]
      let components = names.map { name in
        let kind = kinds.randomElement(using: &generator) ?? ""
        return "\(name)=\(Int.random(in: 0...4, using: &generator))\(kind)"
      }
      let steps = (0..<8).map { _ in
        (names + ["R", "W", ";a", ";b"]).randomElement(using: &generator) ?? "a"
      }
      let text = components.joined(separator: " ") + " | " + steps.joined(separator: " ")
      let model = sharing(text)
      #expect(races(model.running(as: .serial)) == [], "seed \(seed): \(text)")
      // Every race is one between calls that the flow did not wait for.
      let log = Simulator.run(model, LogHeader.Setup(text: ""))
      for race in Races(log).races {
        let parallel = model.components.filter(\.isParallel).map(\.name)
        let sides = [race.earlier, race.later].map { log.names[$0.component] }
        #expect(sides.contains(where: parallel.contains), "seed \(seed): \(text)")
      }
    }
  }

  @Test(arguments: [(0, 0, false), (3, 3, false), (100, 6, true)])
  func `a search that finds too much ends, and says so`(most: Int, found: Int, areAll: Bool) {
    let log = sharing("a=4pW b=4pW c=4pW d=4pW | a b c d").run()
    let races = Races(log, mostRaces: most)
    #expect(races.races.count >= found)
    #expect(races.areAll == areAll)
  }
}
