public import EventLog
internal import Synchronization

/// One call of a component.
///
///     let call = try await train.run("machine A counting")   // parallel: it goes on
///     let model = try await call.value                       // waits for its end
public class Call<Output: Sendable>: @unchecked Sendable {
  // It is unchecked because a class that others are made from cannot be checked; its one variable is locked.
  private let result = Mutex<Result<Output, any Error>?>(nil)
  /// Its number in the log, in the order in which calls were asked for; 1 is the flow.
  public let number: CallNumber
  let context: CallContext

  init(number: CallNumber, in context: CallContext) {
    self.number = number
    self.context = context
  }

  /// What comes of the call, when it has ended.
  ///
  /// - Throws: What the component throws; `CallStopped` if the call was ended from outside; `CancellationError` where the call
  ///   that waits was; `CodeError` outside a run.
  public var value: Output {
    get async throws {
      let context = try CallContext.required("value")
      guard context.host.identity == self.context.host.identity else {
        guard let known else { throw CodeError(.otherRun) }
        return try known.get()
      }
      try await context.wait(forResultOf: number)
      return try context.outcome(of: self)
    }
  }

  /// What came of the call; nil as long as its code has not come to its end.
  var known: Result<Output, any Error>? { result.withLock { $0 } }

  func set(_ result: Result<Output, any Error>) { self.result.withLock { $0 = result } }
}

/// A call that was made, with what it is to do.
final class MadeCall<Body: Work>: Call<Body.Output>, CodeToRun, @unchecked Sendable {
  private let work: Body
  private let input: Body.Input

  init(_ work: Body, _ input: Body.Input, number: CallNumber, in context: CallContext) {
    self.work = work
    self.input = input
    super.init(number: number, in: context)
  }

  func runCode() async -> (any Error)? {
    do {
      set(.success(try await work.run(input)))
      return nil
    } catch {
      set(.failure(error))
      return error
    }
  }
}

/// The code of a call.
protocol CodeToRun: AnyObject, Sendable {
  /// Runs it to its end; gives what it throws.
  func runCode() async -> (any Error)?
}
