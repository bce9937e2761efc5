import Foundation
import TestSupport
import Testing

/// The rules of the house, held for every file.
@Suite struct HouseTests {
  /// The targets from top to bottom: each imports only what stands above it.
  private static let order = [
    "Platform", "Compression", "Formatting", "FileSystem", "EventLog", "YAML", "Simulation",
    "Components", "TraceAnalysis", "Expectations", "Scenarios", "JSON", "SQLite", "XML",
    "TraceFormats", "WhatIf", "Runs", "Reports", "Exporting", "Graphviz", "Diagrams",
    "Schedules", "SimulatedTasks", "MeanwhileTesting", "Page", "Lesson", "Recording", "LogTracing",
    "meanwhile",
  ]
  /// Those that know nothing of each other, though one stands above the other.
  private static let strangers: [String: Set<String>] = [
    "TraceAnalysis": ["Simulation", "Scenarios"],
    "TraceFormats": ["Simulation", "Scenarios", "TraceAnalysis"],
    "Graphviz": ["EventLog", "Simulation", "Scenarios", "TraceAnalysis", "Reports"],
    "Exporting": ["Simulation", "Scenarios", "TraceFormats", "Runs", "Reports"],
    "Diagrams": ["Simulation", "Scenarios", "TraceFormats"],
    "Reports": ["Scenarios"],
    "Page": ["Scenarios", "TraceFormats", "Runs"],
    "LogTracing": [
      "YAML", "JSON", "SQLite", "XML", "Simulation", "Scenarios", "TraceAnalysis", "TraceFormats",
      "Reports", "Graphviz", "Diagrams", "Recording",
    ],
    "SimulatedTasks": [
      "Simulation", "Components", "TraceAnalysis", "Reports", "Graphviz", "Diagrams",
    ],
    "Schedules": ["EventLog", "Simulation", "Components"],
    "Recording": ["Reports", "Graphviz", "Diagrams", "TraceFormats"],
  ]
  private static let sources = SourceFile.all(in: "Sources")

  @Test func `arrows point down only`() {
    for file in Self.sources where !["Benchmarks", "BugHunt"].contains(file.target) {
      guard let place = Self.order.firstIndex(of: file.target) else {
        Issue.record("\(file): \(file.target) has no place in the order of targets")
        continue
      }
      for module in file.imports where module != file.target {
        guard let other = Self.order.firstIndex(of: module) else { continue }
        #expect(other < place, "\(file) imports \(module), which stands below")
        #expect(Self.strangers[file.target]?.contains(module) != true, "\(file) imports \(module)")
      }
    }
  }

  @Test
  func
    `what reads logs and simulates links no library but zlib, simdjson, expat, SQLite, libyaml and our own`()
  {
    let light = [
      "Compression", "FileSystem", "Formatting", "EventLog", "Simulation", "TraceAnalysis",
      "Expectations", "JSON", "SQLite", "XML", "YAML", "TraceFormats", "WhatIf",
    ]
    for file in Self.sources where light.contains(file.target) {
      for module in file.imports {
        #expect(
          light.contains(module)
            || [
              "CChecksum", "Synchronization", "Glibc", "Musl", "Darwin", "Platform",
              "CInterruption", "CSimdjson", "ExpatLibrary", "SQLiteLibrary", "YAMLLibrary",
              "ZlibLibrary",
            ].contains(module),
          "\(file) imports \(module)")
      }
    }
  }

  @Test func `components in Swift link no library at all`() {
    for file in Self.sources where file.target == "Components" {
      for module in file.imports {
        #expect(
          ["CTaskWatch", "EventLog", "Simulation", "Platform", "Synchronization"].contains(module),
          "\(file) imports \(module)")
      }
    }
  }

  @Test func `nothing below the command imports Foundation`() {
    for file in Self.sources where file.target != "meanwhile" && file.target != "Benchmarks" {
      #expect(!file.imports.contains("Foundation"), "\(file)")
    }
  }

  @Test func `a C library is imported only where there is one`() {
    for file in Self.sources where file.imports.contains("Glibc") {
      #expect(file.lines.contains { $0.contains("canImport(Glibc)") }, "\(file)")
    }
  }

  @Test func `no file is longer than 400 lines`() {
    for file in Self.sources + SourceFile.all(in: "Tests") {
      #expect(file.lines.count <= 401, "\(file) has \(file.lines.count - 1) lines")
    }
  }

  @Test func `no folder holds more files than one sees at once`() {
    let folders = Dictionary(grouping: Self.sources) { file in
      file.path.split(separator: "/").dropLast().joined(separator: "/")
    }
    for (folder, files) in folders where folder != "Sources/meanwhile" {
      #expect(files.count <= 20, "\(folder) holds \(files.count) files: make folders in it")
    }
  }

  @Test func `every public declaration says what it is`() {
    let declaration =
      /^\s*(@\w+(\(.*\))? )*public (static |mutating |final |indirect |nonisolated |convenience )*(func|var|let|struct|enum|class|actor|protocol|init|typealias|subscript|case)\b/
    for file in Self.sources {
      for (number, line) in file.lines.enumerated() where line.firstMatch(of: declaration) != nil {
        var before = number - 1
        while before >= 0, file.lines[before].trimmingCharacters(in: .whitespaces).hasPrefix("@") {
          before -= 1
        }
        let comment = before >= 0 ? file.lines[before].trimmingCharacters(in: .whitespaces) : ""
        #expect(comment.hasPrefix("///"), "\(file):\(number + 1): \(line)")
      }
    }
  }

  @Test func `every test is named after what the software promises`() {
    for file in SourceFile.all(in: "Tests") {
      for (number, line) in file.lines.enumerated() where line.contains("@Test") {
        // The name may stand some lines below, after the arguments.
        let rest = file.lines[number...].prefix(400)
        guard let function = rest.first(where: { $0.contains("func ") }) else { continue }
        #expect(
          function.contains("func `") || line.contains("\"")
            || line.contains("contains(\"@Test\")"),
          "\(file):\(number + 1): \(function)")
      }
    }
  }

  @Test func `every guide and every target is linked from the first page`() throws {
    let readme = try Project.text("README.md")
    let index = try Project.text("Sources/Meanwhile.docc/Meanwhile.md")
    let lesson = try Project.text("Sources/Meanwhile.docc/Lesson/Lesson.md")
    for guide in SourceFile.all(in: "Sources/Meanwhile.docc", ".md") {
      let name = String(guide.path.split(separator: "/").last ?? "").dropLast(3)
      guard name != "Meanwhile" else { continue }
      if guide.path.contains("/Lesson/"), name != "Lesson" {
        #expect(lesson.contains("- <doc:\(name)>"), "the lesson does not link \(name)")
        continue
      }
      #expect(readme.contains(guide.path), "README does not link \(guide)")
      #expect(index.contains("<doc:\(name)>"), "the index of guides does not link \(name)")
    }
    for target in Set(Self.sources.map(\.target)).sorted() {
      #expect(readme.contains("(Sources/\(target))"), "README does not tell what \(target) is for")
    }
  }

  @Test func `comments and guides use the words of today`() {
    let former =
      /\b(deeds?|Deeds?|FlowOutlook|Standouts|whilst|[sS]erial side|[hH]eld against|[hH]old against)\b/
    for file in Self.sources + SourceFile.all(in: "Sources/Meanwhile.docc", ".md") {
      for (number, line) in file.lines.enumerated()
      where line.contains("//") && line.firstMatch(of: former) != nil {
        Issue.record("\(file):\(number + 1): \(line)")
      }
    }
  }
}
