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
