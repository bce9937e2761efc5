import Formatting
import TestSupport
import Testing

@testable import Lesson

/// The lesson as it is told in a terminal.
@Suite struct LessonTests {
  @Test func `the chapters are those of the guide, in its order`() throws {
    let index = try Project.text("Sources/Meanwhile.docc/Lesson/Lesson.md")
    let rows = index.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("(doc:") }
    #expect(Chapter.all.count == rows.count)
    for (chapter, row) in zip(Chapter.all, rows) {
      #expect(row.contains("[\(chapter.title)]"), "\(chapter.title)")
      #expect(row.contains(chapter.question), "\(chapter.question)")
    }
  }

  @Test func `a copy has all traces that the chapters name, as they are`() throws {
    let names = Set(LessonTrace.all.map(\.name))
    for chapter in Chapter.all {
      for case .code(let lines, "console") in chapter.sections.flatMap(\.blocks) {
        for word in lines.first?.split(separator: " ") ?? [] where word.hasPrefix("traces/") {
          #expect(names.contains(String(word.dropFirst(7))), "\(word)")
        }
      }
    }
    for trace in LessonTrace.all {
      #expect(trace.bytes == Array(try Project.text("traces/\(trace.name)").utf8), "\(trace.name)")
    }
  }

  @Test func `a chapter is taken apart into what is shown as one`() {
    let chapter = Chapter(
      markdown: """
        # A title

        A question?

        ## Overview

        One line
        and its rest.

        - an item
          that goes on
        - another

        1. first

        | a | b |
        |---|--:|
        | 1 | 2 |

        ### Run it

        ```console
        $ meanwhile x

        # no heading
        ```

        @Metadata {
          @PageColor(blue)
        }
        """)
    #expect(chapter.title == "A title")
    #expect(chapter.question == "A question?")
    #expect(chapter.sections.map(\.heading) == ["A title", "Overview", "Run it"])
    #expect(chapter.sections.map(\.isPart) == [false, false, true])
    #expect(
      chapter.sections[1].blocks == [
        .paragraph("One line and its rest."), .item("an item that goes on", sign: "-"),
        .item("another", sign: "-"), .item("first", sign: "1."),
        .table([["a", "b"], ["1", "2"]]),
      ])
    #expect(
      chapter.sections[2].blocks == [
        .code(["$ meanwhile x", "", "# no heading"], language: "console")
      ])
  }

  @Test func `lines of text are no wider than the terminal, and nothing is lost`() {
    for columns in [24, 40, 80, 200] {
      let text = ChapterText(columns: columns, style: .none)
      for section in Chapter.all.flatMap(\.sections) {
        for block in section.blocks {
          guard case .paragraph(let paragraph) = block else { continue }
          let part = Chapter(markdown: "# x\n\n\(paragraph)").sections[0]
          let lines = text.lines(of: part).dropFirst(2)
          #expect(lines.allSatisfy { $0.terminalColumns <= columns })
          let words = lines.joined(separator: " ").split(separator: " ")
          #expect(words.count >= paragraph.split(separator: " ").count / 2)
        }
      }
    }
  }

  @Test func `headings, tables and the list of chapters fit a narrow terminal too`() {
    for columns in [24, 30, 44] {
      let text = ChapterText(columns: columns, style: .none)
      let part = Chapter(
        markdown:
          "# \(String(repeating: "word ", count: 9))\n\n| one column | \(String(repeating: "more ", count: 9))|\n|---|---|\n| 1 | 2 |"
      ).sections[0]
      let lines = text.lines(of: part) + text.list(of: Chapter.all)
      #expect(lines.allSatisfy { $0.terminalColumns <= columns })
      #expect(lines.contains { $0.hasPrefix("10 Advice on a real") })
    }
    let wide = ChapterText(columns: 200, style: .none).list(of: Chapter.all)
    #expect(wide.count == Chapter.all.count)
  }

  @Test func `what stands out does so in a terminal alone, and signs of Markdown nowhere`() {
    let part = Chapter(markdown: "# x\n\nThe **makespan** of <doc:Measures>, [a link](doc:X).")
      .sections[0]
    let plain = ChapterText(columns: 80, style: .none).lines(of: part)
    #expect(plain == ["x", "", "The makespan of the guide Measures, a link."])
    let shown = ChapterText(columns: 80, style: .terminal).lines(of: part)
    #expect(shown[2].contains("\u{1b}[1mmakespan\u{1b}[0m of"))
  }
}
