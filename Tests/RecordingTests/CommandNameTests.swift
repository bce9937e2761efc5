import Testing

@testable import Recording

@Suite struct CommandNameTests {
  @Test(arguments: [
    (["cc", "-c", "src/a.c", "-o", "obj/a.o"], "obj/a.o"),
    (["/usr/bin/x86_64-linux-gnu-gcc-12", "-c", "src/a.c"], "a.o"),
    (["g++", "-oapp", "a.o"], "app"),
    (["ld.lld", "--output=lib.so", "a.o"], "lib.so"),
    (["cc", "a.c"], "cc"),
    (["cc", "-c", "a.c", "b.c"], "cc"),
    (["cc", "-E", "-o", "/dev/null", "a.c"], "cc"),
    (["cc", "-o"], "cc"),
    (["ar", "rcs", "libx.a", "x.o"], "libx.a"),
    (["sh", "-c", "cc -o x"], "sh"),
    (["/opt/my tool", "-o", "x"], "my tool"),
    (["-"], "-"),
    ([], ""),
  ])
  func `a command is called by what it makes where that is known`(words: [String], name: String) {
    #expect(commandName(words) == name)
  }
}
