internal import CPageResources

/// What a page has in it whatever it shows: style sheets, scripts, words.
enum PageResources {
  /// The style sheets, one after the other.
  static var styles: [UInt8] { bytes(of: page_styles()) }
  /// The scripts, one after the other, as one module.
  static var scripts: [UInt8] { bytes(of: page_scripts()) }
  /// The words, a text in JSON.
  static var words: [UInt8] { bytes(of: page_words()) }

  private static func bytes(of resource: PageResource) -> [UInt8] {
    Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
  }
}
