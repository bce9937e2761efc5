/// Refuses texts with so many aliases, or keys after a `?`, that reading them could take for ever.
///
/// The parser puts the value of an alias in its place, so *n* aliases can stand for 3^(*n*/3)
/// values; and it goes through a key that is a mapping once for each mapping around it. What looks
/// like one within a quoted text counts too: a scenario has no use for so many.
func refuseWhatGrows(in text: String) throws(ScenarioError) {
  let scalars = text.unicodeScalars
  var (beforePrevious, previous): (Unicode.Scalar, Unicode.Scalar) = (" ", " ")
  var (aliases, keys) = (0, 0)
  for index in scalars.indices {
    let scalar = scalars[index]
    if previous == "*", isAliasLetter(scalar), !isAliasLetter(beforePrevious) { aliases += 1 }
    if previous == "?", !isAliasLetter(beforePrevious) || beforePrevious == "-" { keys += 1 }
    guard aliases <= 12, keys <= 64 else {
      let (line, column) = text.place(of: scalars.index(before: index))
      let problem = aliases > 12 ? Complaint.anchor : Complaint.explicitKey
      throw ScenarioError(line: line, column: column, problem: problem)
    }
    (beforePrevious, previous) = (previous, scalar)
  }
}

private func isAliasLetter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    || scalar == "_" || scalar == "-"
}
