/// How a command of llbuild is called.
enum LLBuildName {
  /// The architectures with which what SwiftPM calls a triple begins.
  private static let architectures = [
    "x86_64", "arm64", "arm64e", "aarch64", "armv7", "i686", "wasm32", "riscv64", "powerpc64le",
    "s390x",
  ]

  /// The name of a command by its key, whose first letter is its kind.
  ///
  /// SwiftPM calls the compilation of a module `C.Shoal-x86_64-unknown-linux-gnu-debug.module`: `Shoal.module`. Others are called
  /// by what they make.
  static func name(_ key: [UInt8]) -> String {
    let name = String(decoding: key.dropFirst(), as: UTF8.self)
    let isPhony = name.hasPrefix("<") && name.hasSuffix(">")
    let inner = isPhony ? name.dropFirst().dropLast() : name[...]
    guard isPhony || inner.hasPrefix("C."), let point = inner.lastIndex(of: "."),
      case let title = isPhony ? inner[..<point] : inner[..<point].dropFirst(2),
      let end = architectures.lazy.compactMap({ title.firstRange(of: "-\($0)-")?.lowerBound })
        .min(), end > title.startIndex
    else { return name }
    let short = "\(title[..<end])\(inner[point...])"
    return isPhony ? "<\(short)>" : short
  }
}
