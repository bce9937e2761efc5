/// What the calls of a run share at an instant: variables, and items on their way through streams.
///
/// A fold like `RunState`, of which it is a part.
public struct Sharing: Sendable {
  /// A variable.
  public struct Variable: Sendable {
    /// Its name.
    public var name: Name
    /// Its value, as `Log.value` reads it.
    public var value: Name
    /// How often it was written.
    public var writes = 0
    /// The call that wrote it last, or 0.
    public var writer: CallNumber = 0
    /// When it was written last; 0 if it never was.
    public var writtenAt: Nanoseconds = 0
  }

  /// A stream.
  public struct Stream: Sendable {
    /// Its name.
    public var name: Name
    /// How many items its buffer holds; 0: any number.
    public var buffer: UInt32
    /// How many items were put in.
    public var sent: UInt32 = 0
    /// How many items were taken out.
    public var received: UInt32 = 0

    /// How many items it holds.
    public var held: UInt32 { sent - received }
  }

  /// The variables, in the order of their declaration.
  public private(set) var variables: [Variable] = []
  /// The streams, in the order of their declaration.
  public private(set) var streams: [Stream] = []
  private var variablePlaces: [Name: Int] = [:]
  private var streamPlaces: [Name: Int] = [:]

  /// Nothing is shared yet.
  init() {}

  /// Whether there is a variable of that name.
  func isDeclared(_ variable: Name) -> Bool { variablePlaces[variable] != nil }

  /// Takes in the next event; those that are not about what is shared change nothing.
  ///
  /// - Throws: `RunStateError` if the event cannot happen now; nothing is changed then.
  /// - Complexity: O(1), amortised.
  mutating func apply(_ event: Event) throws(RunStateError) {
    switch event.kind {
    case .stateDeclared(let variable, let value):
      guard variablePlaces[variable] == nil else { throw .declaredTwice(variable) }
      variablePlaces[variable] = variables.count
      variables.append(Variable(name: variable, value: value))
    case .streamDeclared(let stream, let buffer):
      guard streamPlaces[stream] == nil else { throw .declaredTwice(stream) }
      streamPlaces[stream] = streams.count
      streams.append(Stream(name: stream, buffer: buffer))
    case .stateWritten(let variable, let value):
      let place = try place(of: variable)
      variables[place].value = value
      variables[place].writes += 1
      variables[place].writer = event.call
      variables[place].writtenAt = event.at
    case .stateRead(let variable, let value):
      // What is no variable is a status, such as `train.succeeded`.
      guard let place = variablePlaces[variable], variables[place].value != value else { return }
      throw .otherValue(variables[place].value, of: variable)
    case .stateConflict(let variable, _): _ = try place(of: variable)
    case .messageSent(let stream, let item): try send(item, into: stream)
    case .messageReceived(let stream, let item): try take(item, outOf: stream)
    default: break
    }
  }

  private func place(of variable: Name) throws(RunStateError) -> Int {
    guard let place = variablePlaces[variable] else { throw .unknownVariable(variable) }
    return place
  }

  private func place(ofStream name: Name) throws(RunStateError) -> Int {
    guard let place = streamPlaces[name] else { throw .unknownStream(name) }
    return place
  }

  private mutating func send(_ item: UInt32, into name: Name) throws(RunStateError) {
    let place = try place(ofStream: name)
    let stream = streams[place]
    guard stream.sent < .max, item == stream.sent + 1 else {
      throw .itemOutOfOrder(item, of: name, expected: stream.sent &+ 1)
    }
    guard stream.buffer == 0 || stream.held < stream.buffer else { throw .noRoom(name) }
    streams[place].sent += 1
  }

  private mutating func take(_ item: UInt32, outOf name: Name) throws(RunStateError) {
    let place = try place(ofStream: name)
    let stream = streams[place]
    guard stream.held > 0, item == stream.received + 1 else {
      throw .itemOutOfOrder(item, of: name, expected: stream.held > 0 ? stream.received + 1 : 0)
    }
    streams[place].received += 1
  }
}
