import TestSupport

/// A small input that the fuzzer begins with, as text.
func seed(_ name: String) -> String {
  (try? Project.text("tools/fuzzing/seeds/\(name)")) ?? "\(name) cannot be read"
}
