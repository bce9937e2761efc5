import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Which steps advice lets run at once, and which it never does.
@Suite struct StepOrderTests {
  /// What is said of two steps, a minute each, the second before one of a few seconds.
  private func suggestions(_ first: String, _ second: String) throws -> [Suggestion] {
    func step(_ name: String, _ text: String) -> String {
      let isAction = text.contains("@") && !text.contains(" ")
      return "      - name: \(name)\n        \(isAction ? "uses" : "run"): |\n          \(text)\n"
    }
    let workflow = "jobs:\n  ci:\n    steps:\n\(step("A", first))\(step("B", second))"
    let run = try WorkflowJobs.read(
      [("ci", 0, 0, [("Set up job", 1), ("A", 60), ("B", 50)])], workflow)
    return TraceAdvice(Analysis(run.log), of: run.workflow).suggestions
      .filter { $0.change.contains("background") }
  }

  @Test(arguments: [("t.txt", true), ("in/t.text", false), ("*.txt", true), ("u.txt", false)])
  func `a file that an action is given to write is waited for`(read: String, waits: Bool) throws {
    let workflow = """
      jobs:
        ci:
          steps:
            - name: A
              uses: golangci/golangci-lint-action@v6
              with: { output: t.txt }
            - name: B
              run: ./use \(read)
      """
    let run = try WorkflowJobs.read(
      [("ci", 0, 0, [("Set up job", 1), ("A", 60), ("B", 50)])], workflow)
    let advice = TraceAdvice(Analysis(run.log), of: run.workflow)
    #expect(advice.suggestions.contains { $0.change.contains("background") } != waits)
  }

  @Test(
    arguments: [
      ("./configure", "make -j2"), ("make -j2", "make check"), ("make", "tar czf out.tgz build"),
      ("npx playwright install", "npx playwright test"),
      ("docker/login-action@v3", "docker/build-push-action@v6"),
      ("docker compose up -d --wait", "pytest"), ("pytest", "docker compose down"),
      ("terraform init", "terraform validate"), ("terraform plan -out p", "terraform show p"),
      ("git submodule update --init", "ctest"), ("conda env update -f e.yml", "pytest"),
      ("curl -LO https://x/a.tgz", "tar xzf a.tgz"), ("createdb x", "psql -f s.sql x"),
      ("psql -f s.sql x", "cargo test"),
      ("npm start &", "npx cypress run"), ("npm run build", "npm run lint"),
      ("npm run format", "npm run lint"),
      ("pnpm/action-setup@v4", "actions/setup-node@v4"), ("npm run lint", "npm ci"),
      ("npm run lint", "git checkout other"), ("npm run lint", "npm run lint:fix"),
      ("npm test", "npx prisma migrate deploy"), ("npm run lint", "npm publish"),
      ("npm test", "git push"),
      ("npm run lint > out/report.txt", "./summarize out/report.txt"),
      ("trivy image -o report.json x", "python read.py report.json"),
      ("npx eslint -o reports/lint.xml", "./merge reports/*.xml"),
      ("npx eslint -o ./reports/lint.xml", "./merge --from reports"),
      ("npx eslint -o reports/a/lint.xml", "./merge **/*.xml"),
      ("cargo clippy", "cargo test"), ("cargo check --release", "cargo bench"),
      ("actions/upload-artifact@v4", "npm run build"), ("echo A=$(./slow) >> $GITHUB_ENV", "./use"),
      ("npx eslint . && echo ::add-path::bin", "./use"),
    ] as [(String, String)])
  func `steps of which one needs the other are never put side by side`(
    first: String, second: String
  ) throws {
    #expect(try suggestions(first, second).isEmpty)
  }

  @Test(
    arguments: [
      ("npm run lint", "npm test"), ("npx tsc --noEmit", "npm run build"),
      ("cargo clippy", "cargo build --release"), ("cargo audit", "cargo test"),
      ("npx eslint -o reports/lint.xml", "./merge others/*.xml"),
      ("ruff check .", "./unknown"), ("shellcheck *.sh", "make"),
      ("terraform validate", "terraform plan"),
      ("trivy image x", "docker run --rm x"), ("actions/upload-artifact@v4", "npm test"),
      ("actions/cache/save@v4", "./unknown"), ("slackapi/slack-github-action@v2", "npm test"),
      ("golangci/golangci-lint-action@v6", "go build ./..."),
    ] as [(String, String)])
  func `what only reads, uploads or tells goes beside what comes after`(
    first: String, second: String
  ) throws {
    let best = try #require(try suggestions(first, second).first)
    #expect(!best.isConditional && best.certainty == .estimate)
    #expect(best.saves == 50_000_000_000)
  }

  @Test(
    arguments: [
      ("npm test", "npm run e2e"), ("./unknown", "npm test"), ("./unknown", "./other"),
      ("make check", "tar czf out.tgz build"), ("npm ci", "pip install -r r.txt"),
      ("./gradlew lint x", "./other"), ("./use.sh $LINT_ERRORS", "./other"),
    ] as [(String, String)])
  func `what may leave something to what comes after is told with that condition, behind all else`(
    first: String, second: String
  ) throws {
    let all = try suggestions(first, second)
    #expect(all.count == 1)
    let only = try #require(all.first)
    #expect(only.isConditional && only.certainty == .atMost)
    #expect(
      only.caveats.first
        == "only if nothing that would run beside “A” needs what that makes or changes, which the file does not say"
    )
  }

  @Test func `what waits for a condition comes behind what is known, though it saves more`() throws
  {
    let workflow = """
      jobs:
        ci:
          steps:
            - name: Lint
              run: npm run lint
            - name: Test
              run: npm test
            - name: Pack
              run: npm run pack
            - name: Push
              uses: docker/build-push-action@v6
              with: { push: true }
      """
    let run = try WorkflowJobs.read(
      [("ci", 0, 0, [("Lint", 20), ("Test", 60), ("Pack", 60), ("Push", 30)])], workflow)
    let advice = TraceAdvice(Analysis(run.log), of: run.workflow).suggestions
    #expect(
      advice.map(\.change) == [
        "put “Lint” of job ci in the background",
        "put “Lint” and “Test” of job ci in the background",
      ])
    #expect(advice.map(\.saves) == [20_000_000_000, 80_000_000_000])
    #expect(
      advice.allSatisfy { $0.paste?.text.contains(": lint") ?? false }
        && advice[0].paste?.text
          .hasSuffix("      - name: Wait for lint\n        wait: lint") == true
    )
  }
}
