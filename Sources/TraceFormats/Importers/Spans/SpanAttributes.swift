internal import EventLog
internal import JSON

/// What of the attributes of a span, or of the resource or process that it is of, says something for a run.
///
/// The names are those that OpenTelemetry, Jaeger and Zipkin agree on; all others are left where they are.
struct SpanAttributes {
  /// What tells processes of one service apart.
  private static let places: [StaticString] = [
    "service.instance.id", "host.name", "hostname", "ip", "process.pid", "container.id",
    "k8s.pod.name",
  ]

  /// Those of them that name a host, all processes of which have one clock.
  private static let hosts = 1...2

  /// The service, if it is named.
  private(set) var service = Name.none
  private(set) var arguments = Name.none
  private(set) var kind = SpanRecord.Kind.other
  /// Where it ran, by the place of what says that among `places`.
  private var whereabouts: [(rank: Int, text: String)] = []
  private(set) var isError = false
  private(set) var message = Name.none
  private var rank = Int.max

  /// Takes in an attribute.
  mutating func take(_ key: JSONNode, _ value: JSONNode, _ file: inout SpanFile) {
    if key.isString("service.name") {
      service = file.text(value)
    } else if key.isString("span.kind") {
      kind = SpanRecord.Kind(value)
    } else if key.isString("error") {
      guard value.bool ?? !value.isString("false") else { return }
      isError = true
      if !value.isString("true") { message = file.text(value) }
    } else if key.isString("otel.status_code") {
      isError = isError || value.isString("ERROR")
    } else if key.isString("otel.status_description") || key.isString("exception.message") {
      message = file.text(value)
    } else if let rank = ArgumentAttributes.names.firstIndex(where: { key.isString($0) }),
      rank < self.rank
    {
      let text = file.text(value)
      guard !text.isNone else { return }
      (arguments, self.rank) = (text, rank)
    } else if let rank = Self.places.firstIndex(where: { key.isString($0) }) {
      whereabouts.append((rank, value.string ?? String(decoding: value.raw, as: UTF8.self)))
    }
  }

  /// Takes in all fields of an object.
  mutating func take(fields node: JSONNode?, _ file: inout SpanFile) {
    guard let node else { return }
    for (key, value) in node.fields { take(key, value, &file) }
  }

  /// Why a span failed, if it did.
  var failure: Name? { isError ? message : nil }

  /// The name of the process that has these attributes, for a service; none if neither is known.
  ///
  /// In whatever order they stand, it is the same; the file learns on which host it ran.
  func process(of service: Name, _ file: inout SpanFile) -> Name {
    guard !service.isNone || !whereabouts.isEmpty else { return .none }
    let ordered = whereabouts.sorted { ($0.rank, $0.text) < ($1.rank, $1.text) }
    let process = file.texts.intern(ordered.reduce(file.texts[service]) { $0 + "\0" + $1.text })
    let host = ordered.first { Self.hosts.contains($0.rank) && $0.text != "localhost" }
    if let host { file.hosts[process] = file.texts.intern(host.text) }
    return process
  }
}

extension SpanFile {
  /// What the last exception says that is an event of a span; `take` takes in the attributes of an event.
  mutating func exception(
    in span: JSONNode, _ take: (inout SpanAttributes, JSONNode?, inout SpanFile) -> Void
  ) -> Name {
    var attributes = SpanAttributes()
    for event in span.elements(of: "events") where event["name"]?.isString("exception") ?? false {
      take(&attributes, event["attributes"], &self)
    }
    return attributes.message
  }
}

extension SpanRecord.Kind {
  /// The kind that a word or a number says: `CLIENT`, `client`, `SPAN_KIND_CLIENT`, `SpanKind.CLIENT`, 3.
  init(_ node: JSONNode?) {
    guard let node else {
      self = .other
      return
    }
    let word = node.string.map { $0.split { $0 == "." || $0 == "_" }.last?.lowercased() ?? "" }
    switch (word, node.kind == .number ? node.integer() : nil) {
    case ("server", _), (_, 2): self = .server
    case ("client", _), (_, 3): self = .client
    case ("producer", _), (_, 4): self = .producer
    case ("consumer", _), (_, 5): self = .consumer
    default: self = .other
    }
  }
}
