import Testing

@testable import WhatIf

/// What steps do, by the commands and actions that they run.
@Suite struct StepEffectTests {
  @Test(arguments: [
    "docker buildx build --platform linux/amd64 --push -t x .", "docker push x",
    "docker compose push",
    "twine upload dist/*", "python -m twine upload dist/*", "helm upgrade --install x ./chart",
    "aws s3 sync dist s3://x", "aws s3 cp a s3://x", "aws lambda update-function-code",
    "pulumi up --yes",
    "vercel --prod", "npx vercel deploy --prod", "rsync -az dist/ host:/srv", "scp a host:",
    "ssh host ./x",
    "ansible-playbook site.yml", "npx wrangler deploy", "npm publish", "pnpm -r publish",
    "npm run deploy",
    "yarn deploy:prod", "make publish", "cargo publish", "gh release create v1",
    "terraform apply -auto-approve",
    "terraform -chdir=infra apply", "kubectl apply -f x.yml", "gcloud run deploy x",
    "flyctl deploy",
    "git push origin main", "git commit -am x && git push", "sudo -u x ./deploy.sh",
    "./scripts/publish.sh",
    "bash scripts/release.sh", "bash -c 'npm publish'", "curl -X POST https://x",
    "curl -sfL -d @a https://x",
    "if true; then npm publish; fi", "CI=1 npx semantic-release", "./gradlew publishToSonatype",
    "mvn -B deploy", "dotnet nuget push x.nupkg", "poetry publish", "gem push x.gem",
    "firebase deploy",
    "az webapp deploy", "skopeo copy a b", "X=$(git push)", "gh api -X POST /x",
  ])
  func `commands that publish or change what is outside are known`(script: String) {
    #expect(ScriptEffects(script).effects.contains(.publishes))
  }

  @Test(arguments: [
    "cargo build --release", "docker build -t deploy .", "git status", "terraform plan -out p",
    "npm run build", "swift build -c release", "target/release/app", "curl -fsSL https://x",
    "docker buildx build --load .", "gh release download v1", "echo publish", "helm lint",
  ])
  func `what only sounds like that is not taken for it`(script: String) {
    #expect(!ScriptEffects(script).effects.contains(.publishes))
  }

  @Test(
    arguments: [
      ("docker/build-push-action@v6", ["push": "true"]),
      ("docker/build-push-action@v6", ["push": "${{ github.ref == 'refs/heads/main' }}"]),
      ("docker/build-push-action@v6", ["outputs": "type=image,push=true"]),
      ("docker/bake-action@v5", ["push": "true"]), ("changesets/action@v1", [:]),
      ("peaceiris/actions-gh-pages@v4", [:]), ("stefanzweifel/git-auto-commit-action@v5", [:]),
      ("softprops/action-gh-release@v2", [:]), ("pypa/gh-action-pypi-publish@release/v1", [:]),
      ("JamesIves/github-pages-deploy-action@v4", [:]), ("actions/deploy-pages@v4", [:]),
      ("google-github-actions/deploy-cloudrun@v2", [:]), ("cloudflare/wrangler-action@v3", [:]),
      ("azure/webapps-deploy@v3", [:]), ("appleboy/ssh-action@v1", [:]), ("pulumi/actions@v6", [:]),
      ("goreleaser/goreleaser-action@v6", [:]), ("peter-evans/create-pull-request@v7", [:]),
      ("./.github/actions/deploy", [:]), ("x/y@v1", ["args": "npm publish"]),
    ] as [(String, [String: String])])
  func `actions that publish or change what is outside are known`(
    action: String, inputs: [String: String]
  ) {
    #expect(ActionEffects(action, inputs: inputs).effects.contains(.publishes))
  }

  @Test(
    arguments: [
      ("docker/build-push-action@v6", ["push": "false", "load": "true"], .builds),
      ("docker/login-action@v3", [:], .signsIn), ("docker/setup-buildx-action@v3", [:], .setsUp),
      ("actions/checkout@v4", [:], .checksOut), ("actions/cache@v4", [:], .brings),
      ("actions/cache/save@v4", [:], .uploads), ("actions/download-artifact@v4", [:], .brings),
      ("conda-incubator/setup-miniconda@v3", [:], .setsUp),
      ("codecov/codecov-action@v5", [:], .uploads),
      ("golangci/golangci-lint-action@v6", [:], .checks),
      ("slackapi/slack-github-action@v2", [:], .tells),
      ("aws-actions/configure-aws-credentials@v4", [:], .signsIn),
      ("helm/kind-action@v1", [:], .starts),
      ("superfly/flyctl-actions/setup-flyctl@master", [:], .setsUp),
      ("pre-commit/action@v3", [:], .changesFiles), ("x/y@v1", [:], nil),
    ] as [(String, [String: String], StepEffect?)])
  func `actions are known by their names and what they are given`(
    action: String, inputs: [String: String], effect: StepEffect?
  ) {
    #expect(ActionEffects(action, inputs: inputs).effects == Set([effect].compactMap(\.self)))
  }

  @Test(
    arguments: [
      ("./configure", .configures), ("cmake -B build", .configures),
      ("cmake --build build", .builds),
      ("make -j2", .builds), ("make check", .tests), ("make lint", .checks),
      ("make clean", .removes),
      ("npx playwright install --with-deps", .installs), ("npx playwright test", .tests),
      ("docker compose up -d --wait", .starts), ("docker compose down", .removes),
      ("terraform init", .installs), ("terraform validate", .checks),
      ("terraform fmt -check", .checks),
      ("git submodule update --init", .checksOut), ("git lfs pull", .checksOut),
      ("conda env update -f e.yml", .installs), ("curl -LO https://x", .brings),
      ("tar xzf a.tgz", .builds),
      ("createdb test", .writesData), ("psql -f schema.sql test", .writesData),
      ("php artisan migrate", .writesData), ("npm run db:seed", .writesData),
      ("npm start &", .starts),
      ("npx wait-on http://localhost:3000", .waits), ("docker login -u x", .signsIn),
      ("aws ecr get-login-password", .signsIn), ("npm ci", .installs), ("yarn", .installs),
      ("yarn --frozen-lockfile", .installs), ("npm run lint", .checks), ("yarn eslint .", .checks),
      ("npm run lint -- --fix", .changesFiles), ("npm run lint:fix", .changesFiles),
      ("npx eslint --fix .", .changesFiles), ("npx prettier --check .", .checks),
      ("npx prettier --write .", .changesFiles), ("npm run format", .changesFiles),
      ("npm run format:check", .checks), ("cargo fmt --all -- --check", .checks),
      ("cargo fmt", .changesFiles), ("cargo clippy -- -D warnings", .checks),
      ("ruff check .", .checks),
      ("black .", .changesFiles), ("black --check .", .checks), ("npx tsc --noEmit", .checks),
      ("npx tsc -p .", .builds), ("poetry run mypy .", .checks), ("uv run pytest", .tests),
      ("python -m pip install -r r.txt", .installs), ("go vet ./...", .checks),
      ("go generate ./...", .builds),
      ("./gradlew assemble", .builds), ("mvn -B verify", .tests),
      ("./scripts/bootstrap", .installs),
      ("./scripts/check-licenses.sh", .checks), ("sed -i s/a/b/ x", .changesFiles),
      ("systemctl start x", .starts), ("rm -rf dist", .removes), ("./x.sh", nil), ("$TOOL x", nil),
      ("echo hi", nil),
    ] as [(String, StepEffect?)])
  func `commands are known by their names and first words`(script: String, effect: StepEffect?) {
    #expect(ScriptEffects(script).effects == Set([effect].compactMap(\.self)))
  }

  @Test(arguments: [
    "npx ng lint --fix", "./scripts/lint.sh --fix", "clang-tidy -fix a.cpp",
    "clang-tidy -fix-errors a.cpp",
    "rubocop -a", "bundle exec rubocop -x", "ktlint -F", "ktlint --format", "markdownlint -f .",
    "erblint -a .", "erblint --autocorrect .", "typos -w", "codespell -w", "ruff check --add-noqa",
    "cargo audit fix", "pyright --createstub x", "npx eslint . --fix=true", "swiftlint autocorrect",
    "tslint --auto-correct", "rubocop --auto-gen-config",
  ])
  func `what looks and is told to mend what it finds changes files`(script: String) {
    #expect(ScriptEffects(script).effects == [.changesFiles])
  }

  @Test(arguments: [
    "mypy --install-types src", "bundle-audit update", "trivy image --download-db-only",
    "bundle-audit check --update",
  ])
  func `what looks and is told to bring what it looks for installs`(script: String) {
    #expect(ScriptEffects(script).effects == [.installs])
  }

  @Test(arguments: [
    "npx eslint . --fix-dry-run", "vendor/bin/php-cs-fixer fix --dry-run", "typos -w --dry-run",
    "npx eslint . --no-fix", "npx eslint . --fix=false",
    "trivy image --skip-db-update x", "shellcheck -a x.sh", "cargo clippy -- -A clippy::all",
    "npx eslint . --format unix", "markdownlint .",
  ])
  func `what is told not to change anything only looks`(script: String) {
    #expect(ScriptEffects(script).effects == [.checks])
  }

  @Test(
    arguments: [
      ("make lint build", .builds), ("make lint x", .builds), ("tox -e lint", .checks),
      ("tox -e lint,py312", .tests), ("./gradlew lint x", nil), ("hatch run lint:fmt", nil),
      ("npm run check-format", .checks),
    ] as [(String, StepEffect?)])
  func `of several tasks each has to be known`(script: String, effect: StepEffect?) {
    #expect(ScriptEffects(script).effects == Set([effect].compactMap(\.self)))
  }

  @Test(arguments: [
    "./use.sh \"$LINT_ERRORS\"", "./run.sh lint.json", "./run.sh lint",
    "python make.py --with \"$AUDIT_LOG\"",
    "npm run use -- lint",
  ])
  func `what a program is given does not say that it only looks`(script: String) {
    let known = ScriptEffects(script)
    #expect(known.effects.isEmpty && known.isUnknown)
  }

  @Test(arguments: ["./lint.sh src", "python tools/lint.py src", "bash -e ci/lint.sh"])
  func `the name of a script says so`(script: String) {
    #expect(ScriptEffects(script).effects == [.checks])
  }

  @Test
  func `an action of the project's own, and one that is told to mend, are no linters for certain`()
  {
    let own = ActionEffects("./.github/actions/lint", inputs: [:])
    #expect(own.effects == [.checks] && own.isUnknown)
    let told = ActionEffects(
      "super-linter/super-linter@v7", inputs: [:], variables: ["FIX_JSON": "true"])
    #expect(told.effects == [.checks, .changesFiles])
    let other = ActionEffects(
      "super-linter/super-linter@v7", inputs: [:], variables: ["FIX_JSON": "false", "A": "fix"])
    #expect(other.effects == [.checks] && !other.isUnknown)
  }

  @Test(
    arguments: [
      ("cargo clippy -- -D warnings", "target/debug"),
      ("cargo +nightly build --release", "target/release"),
      (
        "cargo test --profile ci --target x86_64-unknown-linux-musl",
        "target/x86_64-unknown-linux-musl/ci"
      ),
      ("RUSTFLAGS=-D cargo bench", "target/release"), ("cargo doc --target-dir=docs", "docs/debug"),
      ("cargo fmt --check", nil), ("cargo audit", nil),
    ] as [(String, String?)])
  func `cargo locks the folder that it compiles to`(script: String, folder: String?) {
    #expect(ScriptEffects(script).lockedFolders == Set([folder].compactMap(\.self)))
  }

  @Test func `a script is unknown if any command of it is`() {
    #expect(ScriptEffects("npm run lint && ./x.sh").isUnknown)
    #expect(!ScriptEffects("cd app\nset -e\nnode --version\nnpm run lint | tee log").isUnknown)
  }
}
