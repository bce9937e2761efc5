import Testing

/// A name as a file that somebody else made may have it.
struct HostileName: Sendable, ExpressibleByStringLiteral, CustomTestStringConvertible {
  let text: String

  init(_ text: String) { self.text = text }

  init(stringLiteral text: String) { self.init(text) }

  var testDescription: String { String(text.prefix(40)).debugDescription }
}

let hostileNames: [HostileName] = [
  "",
  "plain",
  "a < b && c > d",
  #"say "yes" or 'no'"#,
  #"back\slash\"#,
  #"ends with \""#,
  #"\N \G \E \T \H \L \l \r \n \\ \\N"#,
  "first line\nsecond line\r\n\tthird",
  "&lt; &#x41; &#65; &amp;lt; &amp;amp; &nope; & &",
  "&copy; &nbsp; &#0; &#1; &#x202e;",
  "<b>bold</b>",
  "<",
  ">\"}; evil [label=\"x\"]; //",
  "\"><script>alert(1)</script><a href=\"javascript:alert(1)\" onload='x'>",
  "]]> --> <!-- <![CDATA[ <?xml ?>",
  "100 % %s %n %3",
  "nul\0bell\u{7}escape\u{1b}[31m delete\u{7f} next\u{85}",
  "\u{202e}gpj.exe\u{202c} \u{2066}isolated\u{2069} \u{200e}\u{200f}\u{61c}",
  "zero\u{200b}width\u{feff}mark\u{ad}hyphen\u{2028}line\u{fffe}none\u{ffff}",
  "👩‍👩‍👧‍👦 🇩🇪 ❤️ 🚀",
  "日本語の名前 이름 名字",
  "شركة الاختبار שלום",
  "e\u{301}\u{302}\u{303} é Ж ß",
  "two  spaces   three, no\u{a0}break",
  "- -- --- a->b a--b",
  "{record | <port> field} :n :s",
  "#ff0000",
  HostileName(String(repeating: "long ", count: 2000)),
  HostileName(String(repeating: "\\\"&<", count: 2500)),
]
