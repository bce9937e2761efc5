public import EventLog
internal import Simulation

/// Where calls run: so many at once, the others wait, first in, first out.
///
///     let box = Machine(slots: 2)
///     let train = Component(Train(), parallel: true, on: box)
///
/// A component can only run on a machine that is a property of the same flow: write `init()` where one property is made
/// from another.
public final class Machine: Sendable {
  let slots: Int

  /// Makes a machine.
  ///
  /// - Parameter slots: How many calls it runs at once, at least 1.
  public init(slots: Int = 1) { self.slots = slots }
}

/// A variable of the shared state.
///
///     let bestLoss = Variable(1.0)
///     bestLoss.value = 0.5
///
/// Who reads and writes it, and after which event, is in the log, so that races are found. Outside a run it has its first value.
public final class Variable<Value: VariableValue>: Sendable {
  let first: Value

  /// Makes a variable.
  ///
  /// - Parameter value: Its first value.
  public init(_ value: Value) { first = value }

  /// Its value; reading and writing it are events of the call that does so.
  public var value: Value {
    get {
      guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
        return first
      }
      return context.read(index) as? Value ?? first
    }
    set {
      guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
        return
      }
      context.write(newValue, to: index)
    }
  }

  /// Writes it, and says where in the code, for the log to number the steps of a flow.
  ///
  /// - Parameters:
  ///   - value: Its new value.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  public func set(
    _ value: Value, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) {
    guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
      return
    }
    context.write(value, to: index, CallSite(file, line, column))
  }
}

/// What a variable can hold.
public protocol VariableValue: Sendable {
  /// The value as the log writes it.
  var logged: Value { get }
}

extension Bool: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .flag(self) }
}

extension Double: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .number(self) }
}

extension Int: VariableValue {
  /// The value as the log writes it: exact up to 2⁵³, then the nearest number that the log has.
  public var logged: Value { .number(Double(self)) }
}

extension String: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .text(self) }
}

extension Optional: VariableValue where Wrapped: VariableValue {
  /// The value as the log writes it: nothing, or what there is.
  public var logged: Value { self?.logged ?? .null }
}

/// A part of a flow in which items are put.
public protocol StreamPart: AnyObject, Sendable {
  /// How many items there is room for; 0 for any number.
  var buffer: Int { get }
}

/// A stream: items that components put in while they run, for others that run to take out.
///
///     let batches = ItemStream<Batch>(buffer: 2)
///     try await batches.send(batch)           // waits while there is no room
///     for try await batch in batches { … }    // until the calls that put items in have ended
///
/// Each item goes to one of those who take. The stream is at its end when no call puts items in any more: of components
/// that were declared with `sendsTo:` from the time they are asked for, of others from the first item that they send.
public final class ItemStream<Element: Sendable>: StreamPart, AsyncSequence {
  /// How many items there is room for; 0 for any number.
  public let buffer: Int

  /// Makes a stream.
  ///
  /// - Parameters:
  ///   - element: The type of the items.
  ///   - buffer: How many items there is room for; 0 for any number.
  public init(of element: Element.Type = Element.self, buffer: Int = 0) { self.buffer = buffer }

  /// Puts an item in, when there is room.
  ///
  /// - Parameter element: The item.
  /// - Throws: `CancellationError` where the call was ended from outside, `CodeError` outside a run.
  public func send(_ element: Element) async throws {
    let context = try CallContext.required("send")
    try await context.send(element, into: try context.requiredIndex(of: self))
  }

  /// Takes the next item out, when there is one.
  ///
  /// - Returns: The item; nil at the end of the stream.
  /// - Throws: `CancellationError` where the call was ended from outside, `CodeError` outside a run.
  public func next() async throws -> Element? {
    let context = try CallContext.required("next")
    // What is there may itself be nothing, where items are optional.
    guard let item = try await context.receive(from: try context.requiredIndex(of: self)) else {
      return nil
    }
    return item as? Element
  }

  /// The items, as they come.
  ///
  /// - Returns: What takes them out one by one.
  public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

  /// Takes items out of a stream one by one.
  public struct Iterator: AsyncIteratorProtocol {
    let stream: ItemStream

    /// Takes the next item out, when there is one.
    ///
    /// - Returns: The item; nil at the end of the stream.
    /// - Throws: As `ItemStream.next()`.
    public mutating func next() async throws -> Element? { try await stream.next() }
  }
}

extension ItemStream where Element == Void {
  /// Puts an item in of which nothing matters but that it is there.
  ///
  /// - Throws: As `send` with an item.
  public func send() async throws { try await send(()) }
}
