extension TraceFormat {
  /// Chrome's Trace Event format in JSON, which browsers, compilers, build tools and profilers write.
  static let chromeTrace = TraceFormat(
    name: "a Chrome trace", plural: "Chrome traces", fileExtensions: [".json"],
    reasonAgainstFiles: nil,
    recognises: { head in
      guard let shape = head.shape, !shape.isOfCMake else { return false }
      return shape.has("traceEvents") || shape.has("[].ph", "[].ts") || shape.has("[].ph", "[].pid")
    },
    read: { input throws(ImportError) in try ChromeTrace.read(input) })
}
