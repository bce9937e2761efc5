/// What was met in a `build.ninja` that is left out or mended: how often, and where first.
struct NinjaRemarks {
  enum Kind: CaseIterable {
    case missingFile, endlessInclude, unknownRule, emptyPath, madeTwice, missingDynamic,
      strangeDynamic, unknownPool
  }

  private struct Remark {
    var count: Int
    /// What it was, and where.
    var first: String
    var place: String
  }

  private var remarks: [Kind: Remark] = [:]
  private var circles: [ImportNote] = []

  var hasMissingFile: Bool { remarks[.missingFile] != nil || remarks[.endlessInclude] != nil }

  /// Counts something that was met at a place, which is a file and a line.
  mutating func add(_ kind: Kind, _ what: String, at place: String) {
    if remarks[kind] == nil {
      remarks[kind] = Remark(count: 1, first: what, place: place)
    } else {
      remarks[kind]?.count += 1
    }
  }

  /// Tells of circles that were cut: `first` is one of them, as paths that each need the next.
  mutating func circles(_ count: Int, _ first: [String]) {
    let shown = first.count > 9 ? first.prefix(8) + ["…", first[first.count - 1]] : first[...]
    circles = ImportNote.skipped(
      count, "dependency that closes a circle was", "dependencies that close a circle were",
      " left out, the first in "
        + shown.joined(separator: " → ") + " (each needs the next).")
  }

  /// The sentences, in one order.
  var notes: [ImportNote] {
    Kind.allCases.flatMap { kind in remarks[kind].map { Self.note(kind, $0) } ?? [] } + circles
  }

  private static func note(_ kind: Kind, _ remark: Remark) -> [ImportNote] {
    let (count, first, place) = (remark.count, remark.first, remark.place)
    return switch kind {
    case .missingFile:
      ImportNote.skipped(
        count, "included file is", "included files are",
        " missing, the first \(first) at \(place): what it says is not known.")
    case .endlessInclude:
      ImportNote.skipped(
        count, "include was", "includes were",
        " left out, the first of \(first) at \(place): it includes itself, lies more than 100 deep "
          + "or was read 100 times.")
    case .unknownRule:
      ImportNote.skipped(
        count, "build statement names", "build statements name",
        " a rule that is not there, the first \(first) at \(place).")
    case .emptyPath:
      ImportNote.skipped(
        count, "path was", "paths were",
        " left out because nothing is left of it, the first \(first) at \(place).")
    case .madeTwice:
      ImportNote.skipped(
        count, "output is", "outputs are",
        " made by two build statements, the first \(first) at \(place); the earlier statement "
          + "counts.")
    case .missingDynamic:
      ImportNote.skipped(
        count, "dyndep file is", "dyndep files are",
        " missing or cannot be read, the first \(first) of the statement at \(place): dependencies "
          + "that were found while building are not known, so span and floor may be larger.")
    case .strangeDynamic:
      ImportNote.skipped(
        count, "statement", "statements",
        " of dyndep files \(count == 1 ? "was" : "were") left out, the first for \(first) at "
          + "\(place): build.ninja does not say that it is to be read for that.")
    case .unknownPool:
      ImportNote.skipped(
        count, "build statement names", "build statements name",
        " a pool that is not there, the first \(first) at \(place).")
    }
  }
}
