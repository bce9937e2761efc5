import Testing

@testable import WhatIf

/// Which commands a script holds.
@Suite struct ShellScriptTests {
  @Test(
    arguments: [
      ("npm ci", [["npm", "ci"]]),
      ("cd app && npm ci; npm test", [["cd", "app"], ["npm", "ci"], ["npm", "test"]]),
      ("a | b || c", [["a"], ["b"], ["c"]]), ("a 'b; c' \"d && e\"", [["a", "b; c", "d && e"]]),
      ("a \\\n  b # c\nd", [["a", "b"], ["d"]]), ("a b#c", [["a", "b#c"]]),
      ("a \"x $(b c) y\" d", [["b", "c"], ["a", "x $ y", "d"]]),
      ("(a; b) && c", [["a"], ["b"], ["c"]]), ("V=$(a (b) c)", [["a"], ["b"], ["c"], ["V=$"]]),
      ("a ${{ x || 'y' }} b", [["a", "{expression}", "b"]]), ("a ${{ b", [["a", "{expression}"]]),
      ("a > b.txt 2>&1 c", [["a", "c"]]), ("a &> b; c >>d", [["a"], ["c"]]), ("", []),
      ("'", [[""]]), ("a $(b", [["b"], ["a", "$"]]),
      (")", []), ("a \\", [["a"]]), ("a\r\nb", [["a"], ["b"]]),
    ] as [(String, [[String]])])
  func `a script is read as a shell reads it`(script: String, commands: [[String]]) {
    #expect(ShellScript(script).commands.map(\.words) == commands)
  }

  @Test func `what goes on beside the script and what it writes is known`() {
    let script = ShellScript("serve & a > out.txt 2> /dev/null && b >> $GITHUB_OUTPUT | c >|d")
    #expect(script.commands.map(\.isInBackground) == [true, false, false, false])
    #expect(script.written == ["out.txt", "d"])
  }
}
