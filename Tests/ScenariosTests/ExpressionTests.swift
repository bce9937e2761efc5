import EventLog
import Simulation
import Testing

@testable import Scenarios
@testable import YAML

@Suite struct ExpressionTests {
  /// Reads an expression with the variables `x`, `y` and `best loss` and the components `train` and
  /// `my train`, and writes its postfix form in words.
  private func postfix(_ text: String) throws(ExpressionProblem) -> String {
    var variables = Declarations(of: "variable", in: YAMLDocument([], YAMLTexts()))
    for name in ["x", "y", "best loss"] { variables.declare(name) }
    var components = Declarations(of: "component", in: YAMLDocument([], YAMLTexts()))
    for name in ["train", "my train"] { components.declare(name) }
    let names = ExpressionNames(variables: variables, components: components)
    var reader = ExpressionReader(text, names: names)
    let expression = try reader.read()
    #expect(expression.text == text)
    return expression.tokens.map { token in
      switch token {
      case .value(.text(let text)): "'\(text)'"
      case .value(let value): value.description
      case .variable(let index): variables.names[index]
      case .status(let status, let component): "\(components.names[component])?\(status)"
      case .count(let status, let component): "\(components.names[component])#\(status)"
      case .operation(let operation): operation.rawValue
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("x", "x"), ("0.5", "0.5"), ("true", "true"), ("null", "null"), ("'a b'", "'a b'"),
    ("\"it's\"", "'it's'"), ("`best loss`", "best loss"), ("`x`", "x"), ("  x\n", "x"),
    ("((x))", "x"), ("-x", "x negative"), ("--x", "x negative negative"), ("-1", "1 negative"),
    ("not not x", "x not not"),
  ])
  func `a value stands alone, in parentheses, or behind a sign`(text: String, expected: String)
    throws
  {
    #expect(try postfix(text) == expected)
  }

  @Test(arguments: [
    ("x + y * 2", "x y 2 * +"), ("x * y + 2", "x y * 2 +"), ("(x + y) * 2", "x y + 2 *"),
    ("x - y - 1", "x y - 1 -"), ("x - (y - 1)", "x y 1 - -"), ("x*-y", "x y negative *"),
    ("-x * y", "x negative y *"), ("-(x * y)", "x y * negative"), ("x - -y", "x y negative -"),
    ("x + 1 < y * 2", "x 1 + y 2 * <"), ("x<y", "x y <"), ("x >= -1", "x 1 negative >="),
    ("not x < y", "x y < not"), ("(not x) == y", "x not y =="), ("not x and y", "x not y and"),
    ("not (x and y)", "x y and not"), ("x or y and x", "x y x and or"),
    ("x and y or x", "x y and x or"), ("x or not y and x", "x y not x and or"),
    ("x < 1 and y > 2 or x == y", "x 1 < y 2 > and x y == or"),
    ("(x < y) == true", "x y < true =="),
    ("x and y and x", "x y and x and"), ("x == 'a' or x != \"b\"", "x 'a' == x 'b' != or"),
  ])
  func `operators bind as in Python`(text: String, expected: String) throws {
    #expect(try postfix(text) == expected)
  }

  @Test(arguments: [
    ("train.succeeded", "train?succeeded"), ("`my train`.failed", "my train?failed"),
    ("not train.running", "train?running not"), ("train.started and x", "train?started x and"),
    ("train.succeeded == true", "train?succeeded true =="),
    ("false != train.finished", "false train?finished !="),
    ("train.failed == (x < y)", "train?failed x y < =="), ("(train.pending)", "train?pending"),
    ("train.succeeded >= 5", "train#succeeded 5 >="),
    ("5 == train.succeeded", "5 train#succeeded =="),
    ("train.succeeded + 1", "train#succeeded 1 +"), ("-train.stopped", "train#stopped negative"),
    ("(train.failed) > 2 and train.failed", "train#failed 2 > train?failed and"),
    ("train.failed == train.stopped", "train#failed train#stopped =="),
    ("not train.succeeded > 5", "train#succeeded 5 > not"),
    ("(not train.succeeded) == false", "train?succeeded not false =="),
    ("train.succeeded < true", "train#succeeded true <"),
    ("train.failed == x", "train#failed x =="),
  ])
  func `a state is that of the latest call, and beside numbers how many there are`(
    text: String, expected: String
  ) throws {
    #expect(try postfix(text) == expected)
  }

  @Test(arguments: [100_000, 1_000_000])
  func `an expression may be as deep as its text`(depth: Int) {
    for (open, close) in [("(", ")"), ("not ", ""), ("-", ""), ("x + (", ")"), ("(", "")] {
      let text =
        String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
      let problem = #expect(throws: ExpressionProblem.self) { try postfix(text) }
      #expect(problem?.problem.contains("at most 1000 parts") == true)
    }
  }

  @Test func `an expression has at most a thousand parts`() throws {
    let most = "x" + String(repeating: " + y", count: 499)
    #expect(try postfix("(\(most))".dropLast().dropFirst().description).hasSuffix("y +"))
    #expect(try postfix("- \(most)").hasPrefix("x negative y +"))
    #expect(throws: ExpressionProblem.self) { try postfix("- \(most) + y") }
    let deep = String(repeating: "(", count: 499) + "x" + String(repeating: ")", count: 499)
    #expect(try postfix(deep) == "x")
  }
}
