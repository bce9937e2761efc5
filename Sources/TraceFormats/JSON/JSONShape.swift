internal import JSON

/// What the keys of a JSON text are, as far as they are needed to tell which tool wrote it.
///
/// Keys are told by their paths, through the first elements of arrays: a Chrome trace has `traceEvents` or `[].ph`,
/// a Jaeger trace `data[].spans[].spanID`.
struct JSONShape {
  /// How much of a text is looked at first.
  private static let head = 1 << 16
  /// How many levels of keys, elements of an array and keys of all are looked at.
  private static let (depth, elements, most) = (5, 32, 4096)

  private var paths: Set<String> = []
  /// Whether it is an object whose first key is the id of a test as pytest has them, and its value a number.
  private(set) var mapsTestsToNumbers = false

  /// The shape of what a text begins with; nil if that is no JSON.
  ///
  /// - Complexity: O(1): only the beginning is looked at.
  init?(beginningOf bytes: ArraySlice<UInt8>) { self.init(Array(bytes.prefix(Self.head))) }

  /// The shape of a text; nil if it is no JSON.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  init?(_ bytes: [UInt8]) {
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    var shape = self
    let read: Void? = try? JSONText.read(bytes) { text in
      if let (key, value) = text.roots.first?.fields.first(where: { _ in true }) {
        shape.mapsTestsToNumbers = value.kind == .number && key.string?.contains("::") ?? false
      }
      // A line of logs stands for all of them, and there may be many before the first of what is read.
      var open = text.roots.map { (node: $0, path: "", depth: 0) }
      while let (node, path, depth) = open.popLast(), shape.paths.count < Self.most {
        guard depth < Self.depth else { continue }
        if node.kind == .array {
          for element in node.elements.prefix(Self.elements) {
            open.append((element, path + "[]", depth + 1))
          }
        }
        for (key, value) in node.fields {
          let place = (path.isEmpty ? "" : path + ".") + (key.string ?? "")
          shape.paths.insert(place)
          if value.isContainer { open.append((value, place, depth + 1)) }
        }
      }
    }
    guard read != nil else { return nil }
    self = shape
  }

  private init() {}

  /// Whether a key of the text itself begins and ends so.
  func hasKey(beginning: String, ending: String) -> Bool {
    paths.contains { $0.hasPrefix(beginning) && $0.hasSuffix(ending) }
  }

  /// Whether all of some keys are there, by their paths.
  func has(_ keys: String...) -> Bool { keys.allSatisfy(paths.contains) }
}
