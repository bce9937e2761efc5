/// The distributions that have parameters, and the empirical list, by their names.
enum Family: String, CaseIterable {
  case uniform, normal, lognormal, exponential, triangular, gamma, empirical

  /// The parameters, each with an example.
  var parameters: [(key: String, example: String)] {
    switch self {
    case .uniform: [("min", "1s"), ("max", "3s")]
    case .normal: [("mean", "2s"), ("sd", "200ms")]
    case .lognormal: [("median", "2s"), ("sigma", "0.5")]
    case .exponential: [("mean", "2s")]
    case .triangular: [("min", "1s"), ("mode", "2s"), ("max", "5s")]
    case .gamma: [("shape", "2.5"), ("mean", "3s")]
    case .empirical: []
    }
  }

  var exampleParameters: String {
    if self == .empirical { return "[1s, 2s, 2s, 5s]" }
    let fields = parameters.map { "\($0.key): \($0.example)" }.joined(separator: ", ")
    return "{ \(fields) }"
  }

  var example: String { "{ \(rawValue): \(exampleParameters) }" }
}
