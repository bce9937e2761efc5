// swift-tools-version: 6.3
import PackageDescription

// The targets tell the story from top to bottom: what happened, make it happen, say it,
// understand it, exchange it, tell it, draw it. Arrows point down only, and Simulation and
// TraceAnalysis never import each other: they meet in the log.
let log = [
  "EventLog", "Compression", "FileSystem", "Formatting", "JSON", "SQLite", "XML", "YAML",
  "TraceAnalysis",
  "TraceFormats",
]
let simulation = ["Simulation", "Expectations", "WhatIf"]
let scenarios = ["Scenarios", "Runs"]
let pictures = ["Reports", "Exporting", "Graphviz", "Diagrams", "Page"]

let package = Package(
  name: "Meanwhile",
  products: [
    .executable(name: "meanwhile", targets: ["meanwhile"]),
    // Each product holds the one above it. What reads logs and simulates links no library in C or C++ but
    // zlib, for compressed files, simdjson, for traces in JSON, expat, for those in XML, SQLite, for
    // databases of builds, and libyaml, for workflow files beside traces.
    .library(name: "MeanwhileLog", targets: log),
    .library(name: "MeanwhileSimulation", targets: log + simulation),
    // Components and flows in Swift; it links no library in C at all.
    .library(name: "Components", targets: ["Components"]),
    .library(name: "MeanwhileTesting", targets: ["MeanwhileTesting"]),
    .library(name: "MeanwhileScenarios", targets: log + simulation + scenarios),
    .library(name: "Meanwhile", targets: log + simulation + scenarios + pictures),
    // Traces a program while it runs, and links nothing but zlib.
    .library(name: "MeanwhileTracing", targets: ["EventLog", "FileSystem", "LogTracing"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its trait, which needs Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    // Its paths of files are those of swift-system.
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
  ],
  targets: [
    // How text looks: times, ratios, tables, JSON, CSV, XML.
    .target(name: "Formatting", dependencies: ["Platform"]),

    // What happened.
    .target(
      name: "CChecksum",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    .target(name: "EventLog", dependencies: ["CChecksum", "Formatting", "Platform"]),

    // The system: its C library under one name, and files that are read and written safely.
    .target(name: "Platform"),
    .target(
      name: "CInterruption",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    // An installed library is a target only for the flags of pkg-config.
    .systemLibrary(
      name: "ZlibLibrary", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "Compression", dependencies: ["ZlibLibrary"]),
    .target(name: "FileSystem", dependencies: ["CInterruption", "Compression", "Platform"]),

    // What YAML says: scenarios, and the workflow files beside traces.
    .systemLibrary(
      name: "YAMLLibrary", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "YAML", dependencies: ["EventLog", "YAMLLibrary"]),

    // Make it happen, and say what is to happen.
    .target(name: "Simulation", dependencies: ["EventLog", "Formatting", "Platform"]),
    .target(
      name: "Scenarios",
      dependencies: [
        "EventLog", "Expectations", "Formatting", "Simulation", "TraceAnalysis", "YAML",
      ]
    ),

    // Say what is to happen in Swift.
    .target(
      name: "CTaskWatch",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    .target(
      name: "Components", dependencies: ["CTaskWatch", "EventLog", "Platform", "Simulation"]),

    // Understand it, wherever it came from.
    .target(name: "TraceAnalysis", dependencies: ["EventLog", "Formatting"]),
    // What somebody expects of a run, and whether it is so.
    .target(
      name: "Expectations", dependencies: ["EventLog", "Formatting", "Simulation", "TraceAnalysis"]),
    // No system library target: its pkg-config file holds a flag that SwiftPM refuses.
    .target(
      name: "CSimdjson",
      cxxSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "JSON", dependencies: ["CSimdjson", "Platform"]),
    .systemLibrary(
      name: "ExpatLibrary", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .target(
      name: "XML", dependencies: ["ExpatLibrary", "Platform"],
      linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
    .systemLibrary(
      name: "SQLiteLibrary", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .target(name: "SQLite", dependencies: ["Formatting", "SQLiteLibrary"]),
    .target(
      name: "TraceFormats",
      dependencies: ["Compression", "EventLog", "Formatting", "JSON", "SQLite", "XML", "YAML"]),

    // Ask what would have been: run it again in other ways.
    .target(
      name: "WhatIf",
      dependencies: [
        "EventLog", "Formatting", "JSON", "Platform", "Simulation", "TraceAnalysis",
        "TraceFormats",
      ]),

    // Open anything: bytes to a run, with what it may be compared with.
    .target(
      name: "Runs",
      dependencies: [
        "Compression", "EventLog", "Expectations", "Platform", "Simulation", "Scenarios",
        "TraceAnalysis", "TraceFormats",
      ]),

    // Tell it.
    .target(
      name: "Reports",
      dependencies: [
        "Compression", "EventLog", "Expectations", "Simulation", "TraceAnalysis", "TraceFormats",
        "Formatting", "Platform",
        "WhatIf",
      ]),

    // Hand it on to other tools.
    .target(
      name: "Exporting", dependencies: ["EventLog", "Formatting", "SQLite", "TraceAnalysis"]),

    // Draw it.
    .systemLibrary(
      name: "GraphvizLibrary", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(
      name: "CGraphviz", dependencies: ["GraphvizLibrary"],
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    .target(name: "Graphviz", dependencies: ["CGraphviz", "Formatting"]),
    .target(
      name: "Diagrams",
      dependencies: [
        "EventLog", "TraceAnalysis", "WhatIf", "Reports", "Graphviz", "Formatting",
      ]),

    // Run concurrent code under any schedule: choose it, and capture what Swift's runtime and the system would choose.
    .target(name: "Schedules"),
    .target(
      name: "CTaskCapture",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    .target(
      name: "SimulatedTasks",
      dependencies: [
        "CTaskCapture", "EventLog", "Formatting", "Platform", "Schedules",
      ]),

    // Keep runs of code as tests.
    .target(
      name: "MeanwhileTesting",
      dependencies: [
        "Components", "CTaskCapture", "Diagrams", "EventLog", "FileSystem", "Formatting",
        "Graphviz",
        "Platform",
        "Reports", "Schedules", "SimulatedTasks", "Simulation", "TraceAnalysis",
      ]),

    // Show it on a page that people can explore. Its scripts and styles are put into the program by C's
    // #embed: as Swift, they would take the compiler half a minute.
    .target(
      name: "CPageResources",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
        .disableWarning("c23-extensions"),
      ]),
    .target(
      name: "Page",
      dependencies: [
        "CPageResources", "Compression", "EventLog", "Formatting", "JSON", "Platform", "Simulation",
        "TraceAnalysis", "WhatIf", "Reports", "Exporting", "Graphviz", "Diagrams",
      ],
      exclude: ["Resources"]),

    // Teach it: the chapters of the guides, in a terminal.
    .target(
      name: "CLesson",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
        .disableWarning("c23-extensions"),
      ]),
    .target(name: "Lesson", dependencies: ["CLesson", "Formatting"]),

    // Record what runs for real: commands, and those that they run.
    .executableTarget(
      name: "meanwhile-wrapper", path: "Sources/CommandWrapper",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)],
      // It is in C and is to start fast: without libraries that have to be found first.
      linkerSettings: [
        .unsafeFlags(["-nostartfiles", "-static-executable"], .when(platforms: [.linux]))
      ]),
    .target(
      name: "Recording",
      dependencies: [
        "EventLog", "FileSystem", "Formatting", "Platform", "Simulation",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(
          name: "SystemPackage", package: "swift-system",
          condition: .when(platforms: [.linux, .android, .windows])),
      ]),

    // Trace it: the spans of a Swift program, while it runs.
    .target(
      name: "LogTracing",
      dependencies: [
        "EventLog", "FileSystem", "Formatting",
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ]),

    // The command.
    .executableTarget(
      name: "meanwhile",
      dependencies: [
        "EventLog", "Expectations", "Compression", "FileSystem", "Platform", "Simulation",
        "Scenarios", "TraceAnalysis",
        "TraceFormats", "Runs", "Formatting", "JSON",
        "WhatIf", "Reports", "Exporting", "Diagrams", "Graphviz", "Lesson", "Page", "Recording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // How fast it is: no product, run by tools/bench.
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Components", "EventLog", "FileSystem", "Simulation", "Scenarios", "TraceAnalysis",
        "TraceFormats", "WhatIf", "Reports", "Diagrams", "Page", "LogTracing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      path: "Sources/Benchmarks"),

    // What simulated tests find, and how fast: no product, run by tools/find-bugs.
    .executableTarget(
      name: "find-bugs",
      dependencies: [
        "ConcurrencyBugs", "Platform", "Schedules", "SimulatedTasks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/BugHunt"),

    // What the software promises; each test target is named after what it tests.
    .target(
      name: "TestSupport", dependencies: ["EventLog", "Platform", "Simulation"],
      path: "Tests/TestSupport"),
    .testTarget(name: "EventLogTests", dependencies: ["EventLog", "Simulation", "TestSupport"]),
    .testTarget(
      name: "ComponentsTests",
      dependencies: ["Components", "EventLog", "Scenarios", "Simulation", "TestSupport"]),
    .testTarget(
      name: "MeanwhileTestingTests",
      dependencies: ["Components", "EventLog", "MeanwhileTesting", "Platform", "TestSupport"],
      exclude: ["Logs"]),
    .testTarget(name: "SchedulesTests", dependencies: ["Schedules"]),
    // Bugs of concurrent code, which the simulation is to find.
    .target(name: "ConcurrencyBugs", path: "Tests/ConcurrencyBugs"),
    .testTarget(
      name: "SimulatedTasksTests",
      dependencies: [
        "ConcurrencyBugs", "EventLog", "Platform", "Schedules", "SimulatedTasks", "TestSupport",
      ]),
    .testTarget(name: "SimulationTests", dependencies: ["EventLog", "Simulation", "TestSupport"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "EventLog", "Expectations", "Scenarios", "Simulation", "TraceAnalysis", "YAML",
        "TestSupport",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "TraceAnalysisTests",
      dependencies: ["EventLog", "Simulation", "TraceAnalysis", "TraceFormats", "TestSupport"]),
    .testTarget(
      name: "WhatIfTests",
      dependencies: [
        "EventLog", "Formatting", "Scenarios", "Simulation", "TraceAnalysis", "TraceFormats",
        "WhatIf", "TestSupport",
      ], exclude: ["Splits/Splits.txt"]),
    .testTarget(
      name: "TraceFormatsTests",
      dependencies: [
        "Compression", "EventLog", "Formatting", "JSON", "SQLite", "TraceAnalysis", "TraceFormats",
        "WhatIf", "TestSupport",
      ],
      exclude: ["Builds"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "XMLTests", dependencies: ["XML"]),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "TestSupport"]),
    .testTarget(name: "FileSystemTests", dependencies: ["Compression", "FileSystem"]),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Compression", "EventLog", "Simulation", "Runs", "TraceFormats", "TraceAnalysis",
        "TestSupport",
      ]),
    .testTarget(name: "LessonTests", dependencies: ["Lesson", "Formatting", "TestSupport"]),
    .testTarget(name: "RecordingTests", dependencies: ["Recording"]),
    .testTarget(
      name: "LogTracingTests",
      dependencies: [
        "EventLog", "FileSystem", "LogTracing", "TraceAnalysis", "TestSupport",
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ]),
    .testTarget(name: "FormattingTests", dependencies: ["Formatting"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "EventLog", "Expectations", "Simulation", "TraceAnalysis", "TraceFormats", "WhatIf",
        "Reports", "Runs", "TestSupport",
      ], exclude: ["Goldens"]),
    .testTarget(
      name: "ExportingTests",
      dependencies: [
        "EventLog", "Exporting", "JSON", "Reports", "Runs", "Simulation", "SQLite", "TraceAnalysis",
        "TraceFormats", "TestSupport",
      ], exclude: ["Goldens"]),
    .testTarget(name: "GraphvizTests", dependencies: ["Graphviz", "Formatting"]),
    .testTarget(
      name: "DiagramsTests",
      dependencies: [
        "EventLog", "Simulation", "Scenarios", "TraceAnalysis", "TraceFormats", "Reports",
        "Diagrams", "Graphviz", "Formatting", "WhatIf", "TestSupport",
      ], exclude: ["Goldens"]),
    .testTarget(
      name: "PageTests",
      dependencies: [
        "Compression", "EventLog", "Formatting", "Page", "Scenarios", "Simulation", "TraceAnalysis",
        "TraceFormats", "Reports", "Runs", "TestSupport", "WhatIf",
      ], exclude: ["Goldens"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "EventLog", "Simulation", "TraceAnalysis", "Reports", "Diagrams", "Graphviz", "TestSupport",
      ]),
    // The rules of the house, held for every file.
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
    .testTarget(name: "BenchmarksTests", dependencies: ["benchmarks", "TestSupport"]),
    .testTarget(
      name: "MeanwhileTests",
      dependencies: ["meanwhile", "benchmarks", "Compression", "FileSystem", "TestSupport"],
      exclude: ["Goldens"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// Every Swift target is built with the same, strict settings.
let targetsInC: Set = [
  "CChecksum", "CGraphviz", "CInterruption", "CLesson", "CPageResources", "CSimdjson",
  "CTaskCapture", "CTaskWatch",
  "meanwhile-wrapper",
]
for target in package.targets where target.type != .system && !targetsInC.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335: `any` where a type is erased
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409: imports do not leak
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444: import what you use
    .treatAllWarnings(as: .error),
  ]
}

// Its functions run where their callers do: a change of executor at each call costs more than the rest.
for target in package.targets where target.name == "Components" {
  target.swiftSettings?.append(.enableUpcomingFeature("NonisolatedNonsendingByDefault"))  // SE-0461
}
