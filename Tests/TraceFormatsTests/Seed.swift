import TestSupport

/// A small input that the fuzzer begins with, as text.
func seed(_ name: String) -> String {
  (try? Project.text("tools/fuzzing/seeds/\(name)")) ?? "\(name) cannot be read"
}

/// The same as bytes, of what is no text.
func seedBytes(_ name: String) -> [UInt8] {
  (try? Project.bytes("tools/fuzzing/seeds/\(name)")) ?? []
}
