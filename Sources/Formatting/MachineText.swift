/// A machine in a sentence: `machine box`, and `machine 4` where it is called that already.
///
/// - Parameter name: The name of the machine.
/// - Returns: The words.
package func machineText(_ name: String) -> String {
  name.hasPrefix("machine ") ? name : "machine \(name)"
}
