/// What a command is called in a chart: what it makes, where it is known how that is said, else its program.
///
///     commandName(["cc", "-c", "src/a.c", "-o", "obj/a.o"])   // obj/a.o
///     commandName(["gcc-12", "-c", "src/a.c"])                // a.o
///     commandName(["sh", "-c", "sleep 1"])                    // sh
///
/// Compilers and linkers are known by the ends of their names, so that a number of a version or the name of another
/// machine does not matter, and so is `ar`, which names its archive.
func commandName(_ words: [String]) -> String {
  guard let program = words.first else { return "" }
  let name = program.split(separator: "/").last.map(String.init) ?? program
  let kind = toolName(name)
  if kind == "ar" || kind == "ranlib" {
    return words.dropFirst().first { $0.hasSuffix(".a") } ?? name
  }
  guard compilers.contains(kind) else { return name }
  if let output = outputName(words), !output.isEmpty, output != "/dev/null", output != "-" {
    return output
  }
  let sources = words.dropFirst().filter(isSource)
  guard words.contains("-c"), let source = sources.first, sources.count == 1 else { return name }
  let file = source.split(separator: "/").last ?? ""
  return "\(file.prefix(upTo: file.lastIndex(of: ".") ?? file.endIndex)).o"
}

private let compilers: Set<String> = [
  "cc", "c++", "gcc", "g++", "clang", "clang++", "ld", "as", "gold", "lld", "mold", "bfd", "cpp",
  "rustc", "swiftc", "ldc2", "gfortran", "nvcc", "cc1", "cc1plus", "collect2", "gnatmake", "ghc",
]

/// A tool without the machine that it is for and without its version: `gcc` for `x86_64-linux-gnu-gcc-12`.
private func toolName(_ name: String) -> String {
  var parts = name.split(separator: "-")
  if parts.count > 1, let last = parts.last, last.allSatisfy({ $0.isNumber || $0 == "." }) {
    parts.removeLast()
  }
  let tool = parts.last.map(String.init) ?? name
  return tool.hasPrefix("ld.") ? "ld" : tool
}

/// What stands behind the last `-o`, or in the same word.
private func outputName(_ words: [String]) -> String? {
  var output: String?
  for (place, word) in words.enumerated().dropFirst() {
    if word == "-o" || word == "--output" {
      output = place + 1 < words.count ? words[place + 1] : output
    } else if word.hasPrefix("--output=") {
      output = String(word.dropFirst("--output=".count))
    } else if word.hasPrefix("-o"), !word.hasPrefix("-ob"), words[place - 1] != "-o" {
      output = String(word.dropFirst(2))
    }
  }
  return output
}

private func isSource(_ word: String) -> Bool {
  guard !word.hasPrefix("-"), let dot = word.lastIndex(of: ".") else { return false }
  return ["c", "cc", "cpp", "cxx", "C", "m", "mm", "s", "S", "f", "f90"].contains(
    word[dot...].dropFirst())
}
