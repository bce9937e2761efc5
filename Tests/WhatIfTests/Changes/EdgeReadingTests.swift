import Testing

@testable import WhatIf

/// A dependency in one text, `a->b`, whose names hold arrows themselves.
@Suite struct EdgeReadingTests {
  private static let names = ["a->b", "c", "d->e", "two\nlines", "x"]

  @Test(arguments: [
    ("a", "b->c", "a->b", "c"), ("c", "d->e", "c", "d->e"), ("a", "b->d->e", "a->b", "d->e"),
    ("two\nlines", "x", "two\nlines", "x"), ("x", "two*", "x", "two*"),
  ])
  func `of all ways to part it, it is that which names two calls`(
    from: String, to: String, first: String, second: String
  ) throws {
    let change = try Change.noEdge(from: from, to: to).reading(among: Self.names)
    #expect(change == .noEdge(from: first, to: second))
    let added = try Change.edge(from: from, to: to).reading(among: Self.names)
    #expect(added == .edge(from: first, to: second))
    #expect(change.option == "--no-edge \(from)->\(to)")
  }

  @Test func `what names no two calls stays as it is, for the change to be refused`() throws {
    let change = Change.noEdge(from: "q", to: "b->c")
    #expect(try change.reading(among: Self.names) == change)
  }

  @Test func `what names several pairs is an error that shows how to write one of them`() throws {
    let names = ["a", "b->c", "a->b", "c"]
    let change = Change.noEdge(from: "a", to: "b->c")
    let error = #expect(throws: ChangeError.self) { try change.reading(among: names) }
    #expect(try #require(error).problem.contains("`a->b-?c`"))
    let shown = try Change.noEdge(from: "a", to: "b-?c").reading(among: names)
    #expect(shown == .noEdge(from: "a", to: "b-?c"))
  }

  @Test(arguments: [
    ("a,b", ["a", "b"]), ("x, y", ["x, y"]), ("f(int, int),a", ["f(int, int)", "a"]),
    ("load (*,train (*", ["load (*", "train (*"]), ("x, ?", ["x, ?"]), ("a", ["a"]),
  ])
  func `a comma parts names, unless there is one that holds it`(text: String, names: [String]) {
    let all = ["a", "b", "x, y", "f(int, int)", "load (1)", "train (1)"]
    #expect(Change.remove(text).parted(among: all) == names.map(Change.remove))
    #expect(Change.parallel(text).parted(among: all) == names.map(Change.parallel))
    #expect(Change.serial(text).parted(among: all) == names.map(Change.serial))
  }
}
