/// The attributes of spans whose values say what a span did beyond its name.
package enum ArgumentAttributes {
  /// The names that OpenTelemetry, Jaeger and Zipkin agree on, the best first.
  package static let names: [StaticString] = [
    "meanwhile.arguments", "db.query.text", "db.statement", "sql.query", "url.full", "http.url",
    "url.path", "http.target",
    "http.path", "http.route", "messaging.destination.name", "messaging.destination", "kafka.topic",
    "rpc.method", "peer.service", "peer",
  ]
}
