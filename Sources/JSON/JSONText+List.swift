internal import Platform

/// How large the pieces are into which a long list is cut.
public struct JSONPieceSizes: Sendable {
  /// How many bytes a text has at least that is cut.
  var least = 4 << 20
  /// About how many bytes one core takes apart at most before it looks for more.
  var stretch = 16 << 20
  /// About how many bytes are taken apart at a time: few enough that the processor's caches hold them and their tokens.
  var piece = 256 << 10

  /// The sizes that are best for long texts.
  public init() {}

  /// How many pieces of a text of so many bytes one core takes before it looks for more: so few that all cores end at about
  /// the same time.
  func piecesAtOnce(of count: Int) -> Int {
    max(1, min(stretch, max(4 * piece, count / 16)) / piece)
  }

  /// Other sizes.
  package init(least: Int, stretch: Int, piece: Int) {
    (self.least, self.stretch, self.piece) = (least, stretch, piece)
  }
}

extension JSONText {
  /// Reads the elements of a list that is most of a long text, in stretches on all cores.
  ///
  /// A text that is taken apart as a whole takes four bytes more for each token of it, and one core. Most long texts are a
  /// list of many small objects; pieces of it can be taken apart one at a time, and several beside one another.
  ///
  ///     let sums = JSONText.readList(["values"], of: bytes, into: 0) { sum, elements in
  ///       for element in elements { sum += element["size"]?.integer() ?? 0 }
  ///     }
  ///
  /// - Parameters:
  ///   - path: The keys that lead to the list, from the outermost, where the text itself is none.
  ///   - bytes: The text; any bytes may be given.
  ///   - sizes: How large its pieces are.
  ///   - empty: What a stretch is read into, before its first element.
  ///   - read: Reads elements that follow on one another, again and again for those of a stretch.
  /// - Returns: What came of each stretch, in the order of the text, and what the text is without the elements; nil if it is
  ///   short, has no such list, or anything in it is wrong, however little: then it is to be taken apart as a whole.
  /// - Complexity: O(*n*) in the number of bytes, over the number of cores.
  public static func readList<Stretch: Sendable>(
    _ path: [StaticString], of bytes: [UInt8], sizes: JSONPieceSizes = JSONPieceSizes(),
    into empty: Stretch, _ read: @Sendable (inout Stretch, JSONElements) -> Void
  ) -> (stretches: [Stretch], rest: [UInt8])? {
    guard bytes.count >= sizes.least else { return nil }
    return bytes.withUnsafeBufferPointer { text in
      guard let list = JSONList(path, in: text) else { return nil }
      let cuts = list.cuts(every: sizes.piece) + [text.count]
      let pieces = sizes.piecesAtOnce(of: bytes.count)
      let starts = Array(stride(from: 0, to: cuts.count - 1, by: pieces))
      // The text outlives all that is done with it here.
      nonisolated(unsafe) let text = text
      let results = Cores.map(starts.count) { place in
        let end = min(starts[place] + pieces, cuts.count - 1)
        return JSONStretch(text, Array(cuts[starts[place]...end]), into: empty, read)
      }
      var stretches: [Stretch] = []
      for result in results {
        guard let result else { return nil }
        stretches.append(result.content)
        if let close = result.close {
          return (stretches, Array(text[...list.begin]) + Array(text[close...]))
        }
      }
      return nil
    }
  }
}

/// What came of some pieces of a list.
private struct JSONStretch<Content: Sendable>: Sendable {
  private(set) var content: Content
  /// Where the bracket stands that closes the list, if it does in one of the pieces.
  private(set) var close: Int?

  /// Takes the pieces between cuts apart; nil if anything in one of them is broken, or one of them ends within an element.
  init?(
    _ text: UnsafeBufferPointer<UInt8>, _ cuts: [Int], into empty: Content,
    _ read: (inout Content, JSONElements) -> Void
  ) {
    content = empty
    let longest = zip(cuts, cuts.dropFirst()).map { $1 - $0 }.max() ?? 0
    guard longest <= JSONTokenFinder.longest, let finder = JSONTokenFinder(room: longest),
      let base = text.baseAddress
    else { return nil }
    defer { withExtendedLifetime(finder) {} }
    var outline = JSONListOutline()
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let piece = UnsafeBufferPointer(rebasing: text[start..<end])
      guard let tokens = try? finder.tokens(of: piece) else { return nil }
      guard let elements = outline.trace(base + start, tokens) else { return nil }
      outline.links.withUnsafeBufferPointer { links in
        let view = JSONView(bytes: base + start, tokens: tokens.places, links: links)
        read(&content, JSONElements(JSONContents(of: view, upTo: elements.end)))
      }
      if elements.closes {
        close = start + Int(tokens.places[Int(elements.end)])
        return
      }
    }
  }
}
