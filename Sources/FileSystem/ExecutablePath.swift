internal import Platform

/// Where the program that runs lies.
package enum ExecutablePath {
  /// The path of its file, links followed; what it was called by where the system does not tell.
  package static var own: String {
    let called = CommandLine.arguments.first ?? ""
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = called
    #endif
    guard let whole = realpath(path, nil) else { return called }
    defer { free(whole) }
    return String(cString: whole)
  }
}
