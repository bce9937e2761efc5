// swift-tools-version: 6.3
import PackageDescription

// The readers of traces under libFuzzer: built by tools/fuzz, apart from the package, since every module has to be
// compiled for it.
let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "Meanwhile", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz-readers", dependencies: [.product(name: "Meanwhile", package: "Meanwhile")])
  ]
)
