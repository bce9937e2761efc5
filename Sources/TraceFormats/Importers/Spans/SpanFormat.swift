internal import JSON

extension TraceFormat {
  /// A format of spans: how it is known, and how its spans become those of a `SpanFile`.
  static func spans(
    name: String, plural: String, fileExtensions: [String], format: String,
    recognises: @escaping @Sendable (JSONShape) -> Bool,
    read: @escaping @Sendable (JSONText, inout SpanFile) -> Void
  ) -> TraceFormat {
    @Sendable func open(_ input: TraceInput) throws(ImportError) -> SpanImport {
      var file = SpanFile(format: format)
      try input.readEachFile { text, name throws(ImportError) in
        file.notes += text.flawNotes(in: name)
        read(text, &file)
      }
      return try SpanImport(file)
    }
    return TraceFormat(
      name: name, plural: plural, fileExtensions: fileExtensions, parts: .traces,
      reasonAgainstFiles: nil,
      recognises: { $0.shape.map(recognises) ?? false },
      read: { input throws(ImportError) in
        try open(input).run(input.part, name: input.name, window: input.window)
      },
      list: { input throws(ImportError) in try open(input).parts() })
  }
}
