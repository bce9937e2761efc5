internal import Runtime
internal import Synchronization

/// The functions of addresses, and where they stand in the code.
struct Symbols {
  /// A function.
  struct Symbol: Equatable {
    var name: String
    /// Its file and line, if the program says them.
    var file: String?
    var line = 0

    /// Its name, and where it is.
    var text: String { file.map { "\(name) (\($0):\(line))" } ?? name }
  }

  private let symbols: [UInt: Symbol]

  /// What has been looked up in this process, which takes a while; nil for what has no name.
  private static let known = Mutex<[UInt: Symbol?]>([:])

  /// Looks functions up.
  ///
  /// - Parameter addresses: Their addresses; equal ones are looked up once.
  init(_ addresses: [UInt]) {
    symbols = Self.known.withLock { known in
      let wanted = Set(addresses).subtracting([0])
      let found = Self.found(wanted.filter { known[$0] == nil }.sorted())
      for address in wanted where known[address] == nil { known[address] = .some(found[address]) }
      return known.compactMapValues { $0 }.filter { wanted.contains($0.key) }
    }
  }

  private static func found(_ wanted: [UInt]) -> [UInt: Symbol] {
    guard !wanted.isEmpty, let trace = try? Backtrace(from: CompactBacktrace(wanted)),
      let known = trace.symbolicated(
        with: ImageMap.capture(), options: [.showSourceLocations, .useSymbolCache])
    else { return [:] }
    var symbols: [UInt: Symbol] = [:]
    for (address, frame) in zip(wanted, known.frames) {
      guard let symbol = frame.symbol, !FunctionName(symbol.name).isMadeUp,
        !symbol.imageName.hasPrefix("libswift")
      else { continue }
      let location = symbol.sourceLocation
      let isKnown = (location?.line ?? 0) > 0
      symbols[address] = Symbol(
        name: FunctionName(symbol.name).short,
        file: isKnown ? location?.path.split(separator: "/").last.map(String.init) : nil,
        line: location?.line ?? 0)
    }
    return symbols
  }

  /// The function at an address, if it is known.
  subscript(address: UInt) -> Symbol? { symbols[address] }
}

/// The name of a function as Swift demangles it.
struct FunctionName {
  /// The name without what stands around it: of `(2) suspend resume partial function for Account.withdraw(_:)`, the last.
  let short: String

  init(_ name: String) {
    var text = name[...]
    while let end = Self.prefixes.lazy.compactMap({ text.firstRange(of: $0)?.upperBound }).first {
      text = text[end...]
    }
    // A function that is local to another one is told with what it belongs to, and no more.
    short = text.split(separator: " in ", omittingEmptySubsequences: false).prefix(2).joined(
      separator: " in ")
  }

  /// Whether it is none that somebody wrote.
  var isMadeUp: Bool {
    short.isEmpty || short.hasPrefix("thunk ") || short.contains("partial apply for thunk")
      || short.contains("reabstraction thunk") || short.hasPrefix("partial apply for reabstraction")
  }

  private static let prefixes = [
    "resume partial function for ", "partial apply forwarder for ", "async function pointer to ",
  ]
}
