internal import EventLog
internal import Platform

/// How a command ended.
package enum CommandEnd: Equatable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)

  /// What `waitpid` says of it.
  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
  }

  /// What a shell has for its status.
  package var shellStatus: Int32 {
    switch self {
    case .exited(let status): status
    case .killed(let signal): 128 + signal
    }
  }

  /// Why the call failed; nil if it succeeded.
  var failure: String? {
    switch self {
    case .exited(0): nil
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "signal \(signalName(signal))"
    }
  }
}

/// `SIGKILL`, or the number where it has no name that everybody knows.
func signalName(_ number: Int32) -> String {
  switch number {
  case SIGHUP: "SIGHUP"
  case SIGINT: "SIGINT"
  case SIGQUIT: "SIGQUIT"
  case SIGILL: "SIGILL"
  case SIGTRAP: "SIGTRAP"
  case SIGABRT: "SIGABRT"
  case SIGBUS: "SIGBUS"
  case SIGFPE: "SIGFPE"
  case SIGKILL: "SIGKILL"
  case SIGSEGV: "SIGSEGV"
  case SIGPIPE: "SIGPIPE"
  case SIGALRM: "SIGALRM"
  case SIGTERM: "SIGTERM"
  case SIGXCPU: "SIGXCPU"
  case SIGXFSZ: "SIGXFSZ"
  case SIGUSR1: "SIGUSR1"
  case SIGUSR2: "SIGUSR2"
  default: "\(number)"
  }
}
