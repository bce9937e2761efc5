/// Rows as comma-separated values (RFC 4180, but lines end in a line feed).
///
/// Names come from files that other people made, and a table is looked at in a terminal too: what is
/// invisible or would act on what stands beside it is spelled out, as in ``visibleText``.
package func csvText(_ rows: [[String]]) -> String {
  rows.map { row in row.map(csvField).joined(separator: ",") + "\n" }.joined()
}

private func csvField(_ text: String) -> String {
  let field = text.visibleText
  guard field.utf8.contains(where: { "\",".utf8.contains($0) }) else { return field }
  // By scalars, for a mark behind a quotation mark makes one character of both.
  let parts = field.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"" + parts.map(String.init).joined(separator: "\"\"") + "\""
}
