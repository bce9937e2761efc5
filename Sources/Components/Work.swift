/// Something that can be called: what a component does.
///
///     struct Train: Work {
///       func run(_ message: String) async throws {
///         for i in 0..<4 {
///           print(message, i)
///           try await sleep(for: .seconds(1))
///         }
///       }
///     }
///
/// It is a component once it has a name and settings: `let train = Component(Train(), parallel: true)` in a flow.
public protocol Work: Sendable {
  /// What it is called with; a tuple for several things.
  associatedtype Input: Sendable
  /// What comes of a call.
  associatedtype Output: Sendable

  /// Does the work of one call.
  ///
  /// It may do anything that stays on the clock of the run: sleep by `sleep(for:)` or `FlowClock`, use tasks of its own that
  /// it waits for (`async let`, task groups), actors and streams, read and write variables, send and take items.
  ///
  /// - Parameter input: What the call is called with.
  /// - Returns: What comes of it.
  /// - Throws: Whatever makes the call fail.
  func run(_ input: Input) async throws -> Output
}

/// The program that calls components, in order; its properties are what it consists of.
///
///     struct Toy: Flow {
///       let train = Component(Train(), parallel: true)
///       let analyze = Component(Analyze())
///
///       func run() async throws {
///         try await train.run("machine A counting")
///         try await analyze.run("machine B counting")
///       }
///     }
///
/// Components, machines, variables and streams have the names of the properties in which they are, also in arrays
/// (`trials.0`), in dictionaries (`trials.lr`) and in flows and works within (`pipeline.load`).
public protocol Flow: Work where Input == Void, Output == Void {
  /// Calls components.
  ///
  /// A call to a parallel component returns at once, one to any other when the component has finished.
  ///
  /// - Throws: Whatever makes the flow fail, and with it the run.
  func run() async throws
}

extension Flow {
  /// Calls components: a flow is a component too.
  ///
  /// - Throws: What `run()` throws.
  public func run(_: Void) async throws { try await run() }
}

/// A flow that is run again from its top whenever something has changed, until nothing changes any more.
///
/// It waits neither for calls nor for conditions, and otherwise as any flow: where a call has not returned yet, or a condition does not hold, `run` is left by an error, which is not
/// to be caught, and begun again once something has changed. A call with the arguments of an earlier one is answered
/// by that, so that each run comes further. This is how Lightning ran apps.
public protocol ReactiveFlow: Flow {}

/// Work that is a function.
public struct Block<Input: Sendable, Output: Sendable>: Work {
  private let body: @Sendable (Input) async throws -> Output

  init(_ body: @escaping @Sendable (Input) async throws -> Output) { self.body = body }

  /// Does the work of one call.
  ///
  /// - Parameter input: What the call is called with.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws.
  public func run(_ input: Input) async throws -> Output { try await body(input) }
}
