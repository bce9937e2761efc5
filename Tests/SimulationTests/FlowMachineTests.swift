import Testing

@testable import Simulation

@Suite struct FlowMachineTests {
  typealias Exchange = (input: FlowMachine.Input, action: FlowMachine.Action)

  @Test(
    arguments: [
      ([], [(.goOn, .finish)]),
      ([false], [(.goOn, .call(step: 0)), (.goOn, .finish)]),
      ([true], [(.goOn, .call(step: 0)), (.goOn, .wait(step: 0)), (.returned, .finish)]),
      (
        [true, false, true],
        [
          (.goOn, .call(step: 0)), (.goOn, .wait(step: 0)), (.returned, .call(step: 1)),
          (.goOn, .call(step: 2)), (.goOn, .wait(step: 2)), (.returned, .finish),
        ]
      ),
      (
        [false, false],
        [(.goOn, .call(step: 0)), (.goOn, .call(step: 1)), (.goOn, .finish)]
      ),
    ] as [([Bool], [Exchange])])
  func `a flow answers what happens with what to do`(waits: [Bool], exchanges: [Exchange]) {
    var flow = FlowMachine(waits: waits)
    for exchange in exchanges { #expect(flow.handle(exchange.input) == exchange.action) }
  }
}
