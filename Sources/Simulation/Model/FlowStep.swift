public import EventLog

extension Model {
  /// One step of the flow.
  public indirect enum Step: Equatable, Sendable {
    /// Call a component.
    case run(Int, with: Arguments)
    /// Wait for something, no longer than so long.
    case wait(Awaited, timeout: Nanoseconds? = nil)
    /// Write a variable.
    case set(Int, Expression)
    /// Do steps if a condition holds, else others.
    case when(Expression, [Step], otherwise: [Step] = [])
    /// Do steps again and again.
    case `repeat`(Repetition, [Step])
    /// End the calls of a component from outside; without one, the whole run.
    case stop(Int?)
  }

  /// What a flow can wait for.
  public enum Awaited: Equatable, Sendable {
    /// That no call of a component is open.
    case component(Int)
    /// That a condition holds.
    case condition(Expression)
    /// That so much time has passed.
    case time(Nanoseconds)
  }

  /// How often steps are done.
  public enum Repetition: Equatable, Sendable {
    /// So many times.
    case times(UInt32)
    /// As long as a condition holds before them.
    case `while`(Expression)
  }
}

extension Model.Step {
  /// Calls a component, with a text or without arguments.
  public init(component: Int, arguments: String? = nil) {
    self = .run(component, with: arguments.map { Arguments(text: $0) } ?? Arguments())
  }
}

/// What a call is called with.
///
/// Arguments by position get the names of the component's parameters; so `with: [A, 1]` and
/// `with: { lr: 1, message: A }` are the same for a component with `parameters: [message, lr]`.
public struct Arguments: Equatable, Sendable {
  /// Texts by position.
  public var positional: [Template]
  /// Texts by name, in the order in which they were given.
  public var named: [(name: String, value: Template)]

  /// Makes arguments.
  public init(_ positional: [Template] = [], named: [(name: String, value: Template)] = []) {
    self.positional = positional
    self.named = named
  }

  /// One text as it is.
  public init(text: String) { self.init([Template([.text(text)])]) }

  /// Whether there are none.
  public var isEmpty: Bool { positional.isEmpty && named.isEmpty }

  /// Whether both are the same.
  public static func == (left: Arguments, right: Arguments) -> Bool {
    left.positional == right.positional
      && left.named.elementsEqual(right.named) { $0.name == $1.name && $0.value == $1.value }
  }

  /// A text in which the values of variables may stand.
  ///
  /// The text is what reports show. For the cache a text without quotes that is a number, `true` or
  /// `false` counts as that, and so does the value of a variable that stands alone.
  public struct Template: Equatable, Sendable {
    /// A part of it.
    public enum Part: Equatable, Sendable {
      /// A text as it is.
      case text(String)
      /// The value of a variable, by its index.
      case variable(Int)
    }

    /// The parts, one after the other.
    public var parts: [Part]
    /// What the text is as a value, if it is more than a text: `0.10` is the number 0.1.
    public var value: Value?

    /// Makes a text of its parts, and says which value it stands for if it is more than a text.
    public init(_ parts: [Part], value: Value? = nil) {
      self.parts = parts
      self.value = value
    }
  }
}
