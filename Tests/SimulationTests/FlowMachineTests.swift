import EventLog
import Testing

@testable import Simulation

@Suite struct FlowMachineTests {
  typealias Exchange = (input: FlowMachine.Input, action: FlowMachine.Action)

  private static let holds = Expression(.flag(true))

  @Test(
    arguments: [
      ([], [(.goOn, .finish)]),
      ([.init(component: 0)], [(.goOn, .call(at: 0)), (.goOn, .finish)]),
      (
        [.init(component: 1)],
        [(.goOn, .call(at: 0)), (.goOn, .waitForCall(at: 0)), (.returned, .finish)]
      ),
      ([.init(component: 1)], [(.goOn, .call(at: 0)), (.answered, .finish)]),
      (
        [.init(component: 1), .init(component: 0), .init(component: 1)],
        [
          (.goOn, .call(at: 0)), (.goOn, .waitForCall(at: 0)), (.returned, .call(at: 1)),
          (.goOn, .call(at: 2)), (.goOn, .waitForCall(at: 2)), (.returned, .finish),
        ]
      ),
      (
        [.set(0, holds), .wait(.component(0)), .stop(nil)],
        [
          (.goOn, .set(at: 0)), (.goOn, .wait(at: 1)), (.returned, .stop(at: 2)),
          (.goOn, .finish),
        ]
      ),
      (
        [.when(holds, [.init(component: 0)]), .stop(0)],
        [(.goOn, .check(at: 0)), (.holds(false), .stop(at: 2)), (.goOn, .finish)]
      ),
      (
        [.when(holds, [.stop(0)], otherwise: [.stop(1)]), .stop(2)],
        [(.goOn, .check(at: 0)), (.holds(true), .stop(at: 1)), (.goOn, .stop(at: 4))]
      ),
      (
        [.when(holds, [.stop(0)], otherwise: [.stop(1)]), .stop(2)],
        [(.goOn, .check(at: 0)), (.holds(false), .stop(at: 3)), (.goOn, .stop(at: 4))]
      ),
      (
        [.repeat(.times(2), [.stop(0)])],
        [(.goOn, .stop(at: 2)), (.goOn, .stop(at: 2)), (.goOn, .finish)]
      ),
      (
        [.repeat(.times(2), [.repeat(.times(2), [.stop(0)])]), .stop(1)],
        [
          (.goOn, .stop(at: 4)), (.goOn, .stop(at: 4)), (.goOn, .stop(at: 4)),
          (.goOn, .stop(at: 4)), (.goOn, .stop(at: 7)),
        ]
      ),
      (
        [.repeat(.while(holds), [.stop(0)])],
        [
          (.goOn, .check(at: 0)), (.holds(true), .stop(at: 1)), (.goOn, .check(at: 0)),
          (.holds(false), .finish),
        ]
      ),
    ] as [([Model.Step], [Exchange])])
  func `a flow answers what happens with what to do`(steps: [Model.Step], exchanges: [Exchange]) {
    var flow = FlowMachine(FlowProgram(steps), isParallel: [true, false])
    for exchange in exchanges { #expect(flow.handle(exchange.input) == exchange.action) }
  }

  @Test func `steps are numbered as they stand, within others too`() {
    let program = FlowProgram([
      .stop(0), .when(Self.holds, [.stop(1), .stop(2)], otherwise: [.stop(0)]), .stop(nil),
    ])
    #expect(program.steps == [1, 2, 3, 4, 2, 5, 6])
  }

  @Test func `steps can lie in each other as deep as one likes`() {
    var steps: [Model.Step] = [.stop(0)]
    for _ in 0..<10_000 { steps = [.repeat(.times(1), steps)] }
    var flow = FlowMachine(FlowProgram(steps), isParallel: [])
    #expect(flow.handle(.goOn) == .stop(at: 20_000))
    while let step = steps.first, case .repeat(_, let inner) = step { steps = inner }
  }
}
