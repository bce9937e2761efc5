/// The dyndep files that build statements name: what these need besides, found while building.
struct NinjaDynamicFiles {
  /// A file, and what it may speak of.
  struct File {
    var path: String
    var edges: Set<Int>
    /// Where it was named first.
    var place: String
  }

  private(set) var files: [File] = []
  private var numbers: [String: Int] = [:]

  /// Notes that an edge has such a file.
  mutating func add(_ path: [UInt8], edge: Int, at place: String) {
    let path = String(decoding: NinjaPath.canonical(path[...]), as: UTF8.self)
    if let number = numbers[path] {
      files[number].edges.insert(edge)
    } else {
      numbers[path] = files.count
      files.append(File(path: path, edges: [edge], place: place))
    }
  }
}

extension NinjaGraphReader {
  /// Adds what a dyndep file says to the edges that name it.
  ///
  /// Source: the manual of ninja, "Dyndep file reference". Nothing in it is expanded but escapes.
  mutating func readDynamic(_ file: NinjaDynamicFiles.File, _ bytes: [UInt8]?) {
    guard let bytes else { return remarks.add(.missingDynamic, "`\(file.path)`", at: file.place) }
    var manifest = NinjaManifest(bytes)
    do throws(NinjaManifest.SyntaxError) {
      while let statement = try manifest.next() {
        guard case .build(let build) = statement else { continue }
        add(build, of: manifest, file)
      }
    } catch {
      remarks.add(.missingDynamic, "`\(file.path)`", at: file.place)
    }
  }

  private mutating func add(
    _ build: NinjaManifest.Build, of manifest: NinjaManifest, _ file: NinjaDynamicFiles.File
  ) {
    var edge: Int?
    for path in build.paths {
      let number = enter(dynamicPath: manifest.bytes[path.text])
      let maker = graph.makers[number]
      switch path.role {
      case .output:
        guard maker >= 0, file.edges.contains(Int(maker)) else {
          return remarks.add(
            .strangeDynamic, "`\(graph.paths.string(number))`",
            at: "\(file.path):\(manifest.position.line)")
        }
        edge = Int(maker)
      case .implicitOutput:
        guard let edge, maker < 0 else { continue }
        graph.makers[number] = Int32(edge)
        graph.edges[edge].outputs.append(Int32(number))
      case .input, .implicitInput, .orderOnly:
        guard let edge, maker != Int32(edge) else { continue }
        graph.edges[edge].inputs.append(Int32(number))
      case .validation: break
      }
    }
  }

  private mutating func enter(dynamicPath text: ArraySlice<UInt8>) -> Int {
    var path: [UInt8] = []
    let bytes = Array(text)
    var at = 0
    while at < bytes.count {
      if bytes[at] == .dollar, case .character(let byte, let length)? = NinjaEscape(bytes, at: at) {
        path.append(byte)
        at += length
      } else {
        path.append(bytes[at])
        at += 1
      }
    }
    let number = graph.paths.enter(NinjaPath.canonical(path[...]))
    if number == graph.makers.count { graph.makers.append(-1) }
    return number
  }
}
