// swift-tools-version: 6.3
import PackageDescription

// A server and a client that are traced under load: a package of its own, so that nobody who tests Meanwhile has to build
// them. ../check-tracing runs it.

let package = Package(
  name: "tracing-load",
  dependencies: [
    .package(name: "Meanwhile", path: "../.."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .executableTarget(
      name: "tracing-load",
      dependencies: [
        .product(name: "MeanwhileTracing", package: "Meanwhile"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "Logging", package: "swift-log"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
