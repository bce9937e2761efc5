/// Which commands do what, a line for each.
///
/// A line is words, of which the first is what the command is called by and the others follow it in that order, with
/// anything between. `a|b` is either, and `a*` all that begins so.
enum CommandTable {
  /// The lines for each effect; of two lines of as many words the one counts that comes first.
  static let all: [(StepEffect, String)] = [
    (.publishes, publishing), (.checksOut, checkingOut), (.brings, bringing), (.setsUp, settingUp),
    (.installs, installing), (.builds, building), (.configures, configuring),
    (.signsIn, signingIn), (.starts, starting), (.waits, waiting), (.writesData, writingData),
    (.changesFiles, changingFiles), (.removes, removing), (.tests, testing), (.checks, checking),
    (.uploads, uploading),
  ]

  // MARK: What is outside of the job

  private static let publishing = """
    docker|podman|buildah|nerdctl|depot push
    docker|podman|buildah|nerdctl|depot --push
    docker|podman --output type=registry*
    docker manifest|trust
    skopeo|crane|regctl|oras|cosign|ko|kaniko|jib
    helm upgrade|install|uninstall|rollback|push
    helmfile|argocd|flux|skaffold|kapp|werf|eksctl|kops
    kubectl|oc apply|create|delete|patch|replace|scale|set|rollout|annotate|label|edit|run|expose
    kubectl|oc drain|cordon
    terraform|tofu|terragrunt apply|destroy|import|taint|untaint|state
    terragrunt run-all apply|destroy
    pulumi up|update|destroy|refresh|import|cancel
    cdk|cdktf|sst|sls|serverless|sam deploy|destroy|remove|bootstrap|publish
    aws|gcloud|az|gsutil|bq|doctl|oci|ibmcloud|linode-cli|hcloud|aliyun
    fly|flyctl|vercel|netlify|wrangler|firebase|heroku|railway|surge|cf|eb|amplify|copilot|dokku
    fastlane|eas|gcrane
    supabase push|deploy
    rsync|scp|sftp|ftp|lftp|ncftpput|rclone|ssh|s3cmd|s5cmd|mc|ansible|ansible-playbook|ansible-pull
    salt|cap|kamal
    twine|semantic-release|release-it|goreleaser|release-plz|np|auto|changeset|changelogithub
    gh-pages|ghr|ghp-import
    npm|pnpm|yarn|bun|lerna|nx|deno|jsr|vsce|ovsx publish|version|release|deprecate|dist-tag
    npm|pnpm|yarn|bun|lerna|nx|deno|jsr|vsce|ovsx unpublish
    cargo publish|release|owner|yank
    cargo-release|cargo-dist|dist
    gem push|yank|owner
    poetry|uv|flit|hatch|pdm|maturin|python|conda|anaconda|luarocks publish|upload
    mkdocs gh-deploy
    mike deploy
    dotnet|nuget push
    mvn|mvnw deploy|deploy:*|release:*|*:deploy|jib:build
    gradle|gradlew|sbt|mill|bazel publish*|upload*|release*|ci-release|sonatype*|jib
    dart|flutter publish
    pod trunk
    mix hex.publish
    snapcraft|charmcraft upload|push|release
    xcrun altool|notarytool
    git push
    git svn dcommit
    gh release create|upload|edit|delete
    gh pr|issue create|merge|close|edit|comment|review|ready|reopen
    gh workflow|run|secret|variable|label|repo|cache run|enable|disable|rerun|cancel|set|delete
    gh workflow|run|secret|variable|label|repo|cache create|edit|sync
    gh api
    glab|hub|jf|jfrog|sentry-cli|datadog-ci|newrelic|octo|rundeck
    curl -X|-d|-T|-F|--request|--data*|--upload-file|--form*|--json|POST|PUT|PATCH|DELETE
    wget --post*|--method
    http|https|xh POST|PUT|PATCH|DELETE|post|put|patch|delete
    """

  private static let signingIn = """
    docker|podman|buildah|nerdctl|helm|az|npm|pnpm|yarn|oc|vault|fly|flyctl|heroku login|adduser
    snyk|op|cargo|depot login|adduser
    helm registry login
    skopeo|crane|oras|regctl|cosign|ko|argocd|pulumi|wrangler|vercel|netlify|firebase login|auth
    doctl|ibmcloud login|auth
    gcloud|gh|glab|doctl|snyk|infracost auth
    aws sso|sts
    aws ecr|ecr-public get-login*
    az acr login
    sentry-cli login
    ssh-add|ssh-agent|ssh-keyscan|kinit|vault|gpg|security|keytool
    """

  private static let uploading = """
    codecov|coveralls|goveralls|codacy*|cc-test-reporter|codeclimate|sonar-scanner|sonarscanner
    chromatic|percy|deepsource|qlty
    """

  // MARK: What the job is given

  private static let checkingOut = """
    git clone|checkout|switch|fetch|pull|submodule|worktree|sparse-checkout|lfs|restore|reset
    gh repo clone
    gh pr checkout
    west|repo|svn|hg
    """

  private static let bringing = """
    curl|wget|aria2c|axel|gdown|hf|huggingface-cli|kaggle
    docker|podman|nerdctl pull|load|import|cp|tag
    gh release|run download|view
    dvc|git-annex pull|get|fetch
    vercel|netlify pull|env
    """

  private static let settingUp = """
    rustup|nvm|fnm|volta|corepack|n|rbenv|pyenv|asdf|mise|sdk|jabba|goenv|tfenv|tfswitch|nodenv
    swiftly|ghcup|opam|sdkmanager
    xcode-select|update-alternatives
    """

  private static let installing = """
    npm|pnpm|yarn|bun ci|clean-install|install|i|add|rebuild|link|dedupe|import|update|remove
    npm|pnpm|yarn|bun uninstall|fetch
    pip|pip3|pipx|pipenv|conda|mamba|micromamba|pixi|rye|virtualenv|venv|ensurepip|virtualenvwrapper
    uv|poetry|pdm|hatch sync|install|add|pip|venv|tool|update|lock|env|remove
    bundle|composer install|update|require|dump-autoload|lock
    gem install|update
    cargo install|fetch|binstall|vendor|update|generate-lockfile
    go install|get|mod|work
    dotnet restore|tool|workload|add|new
    nuget restore|install
    mvn|mvnw dependency:*|install
    gradle|gradlew dependencies
    mix deps.*|local.*|archive.install
    swift package resolve|update
    dart|flutter get|upgrade|precache
    pod|carthage|brew|choco|scoop|winget|apt|apt-get|aptitude|dnf|yum|microdnf|apk|pacman|zypper
    snap|flatpak|dpkg|rpm|port|emerge|tlmgr
    cpan|cpanm|cabal|stack|luarocks|rebar3|vcpkg|conan install|update|get|deps|setup
    install.packages|pak install|update|get|deps|setup
    playwright|cypress|puppeteer|browsers install|install-deps|verify
    husky|lefthook
    terraform|tofu|terragrunt init|get
    tflint --init
    dbt|helm deps|dependency|repo|plugin
    gcloud components
    code --install-extension
    meteor|bower|jspm|lerna bootstrap|install
    """

  private static let configuring = """
    configure|autogen|autogen.sh|bootstrap.sh|autoreconf|autoconf|automake|aclocal|libtoolize|gn
    premake5|qmake|xmake
    cmake
    meson setup|configure|wrap
    npm|pnpm|yarn config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    git|bundle config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    composer config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    poetry|conda config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    pip|pip3 config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    gcloud|kubectl config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    pulumi|helm config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    vercel|aws|az config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    uv|pdm config|configure|settings|set-context|use-context|update-kubeconfig|account|stack
    terraform|tofu|terragrunt workspace
    aws eks update-kubeconfig
    gcloud container clusters get-credentials
    git init|remote|notes
    sysctl|ulimit|defaults|chmod|chown|mount|modprobe|swapon|timedatectl|locale-gen|setfacl|usermod
    useradd|adduser|groupadd|reg|netsh|hostnamectl
    docker network|volume|buildx create|use
    """

  private static let starting = """
    docker|podman|nerdctl -d|--detach
    docker|podman up|start|restart
    docker-compose|podman-compose up|start|restart|create|run
    systemctl|service start|restart|enable|reload
    brew services
    pg_ctl|pg_ctlcluster|pg_createcluster|mysqld|mysqld_safe|mongod|redis-server|postgres|initdb
    nginx|caddy|httpd|apache2|rabbitmq-server|memcached|minio|etcd|consul
    minikube|kind|k3d|k3s|microk8s|ctlptl|colima|tilt|localstack|emulator|adb|avdmanager|Xvfb
    dbus-daemon|ngrok|cloudflared|tailscale|openvpn|wg-quick|dockerd|containerd
    supabase|firebase start|emulators:*
    nohup|setsid|daemonize|pm2|forever|http-server|live-server
    npm|pnpm|yarn|bun start|serve|dev|preview
    """

  private static let waiting = """
    wait-on|wait-for|wait-for-it|wait-for-it.sh|wait_for|dockerize|sleep|pg_isready|wait
    kubectl wait
    kubectl rollout status
    docker wait
    """

  private static let writingData = """
    createdb|createuser|dropdb|dropuser|psql|pg_restore|mysql|mysqladmin|mariadb|mongo|mongosh
    mongoimport|mongorestore|redis-cli|sqlite3|sqlcmd|cqlsh|clickhouse-client|influx
    alembic|flyway|liquibase|diesel|sqlx|sea-orm-cli|goose|dbmate|knex|sequelize|sequelize-cli
    typeorm|drizzle-kit|mikro-orm|atlas|phinx|phinxlog|ecto
    prisma migrate|db
    mix ecto.*
    dotnet ef
    """

  // MARK: What it makes

  private static let building = """
    make|gmake|ninja|samu|mingw32-make|nmake|just|task|rake|scons|waf|ant|msbuild|bazel|bazelisk
    buck2|pants|gulp|grunt
    cmake --build|--install|-E
    meson compile|install|dist
    cargo build|b|doc|rustc|run|package|xtask|zigbuild|bench --no-run
    go build|generate|run
    npm|pnpm|yarn|bun pack|build
    tsc|vue-tsc|webpack|webpack-cli|vite|rollup|esbuild|parcel|tsup|swc|babel|sass|postcss
    tailwindcss|unbuild|microbundle|ncc|pkg|browserify
    next|nuxt|nuxi|ng|nx|turbo|astro|gatsby|remix|svelte-kit|vuepress|vitepress|docusaurus|storybook
    build-storybook|eleventy|hexo
    hugo|jekyll|mkdocs|sphinx-build|doxygen|typedoc|jsdoc|javadoc|mdbook|zola|pelican|pandoc|latexmk
    pdflatex|xelatex|quarto|antora
    protoc|buf|graphql-codegen|openapi-generator|openapi-generator-cli|swagger-codegen|sqlc
    oapi-codegen|wire|mockgen|easyjson|flatc|thrift
    prisma generate
    mvn|mvnw package|compile|process-classes|test-compile|assembly:*
    gradle|gradlew assemble|build|jar|bootjar|shadowjar|classes|compile*|bundle*|assemble*
    sbt|mill|lein|clj compile|package|assembly|uberjar|stage
    dotnet build|publish|pack|clean
    xcodebuild|xcodegen|xcpretty|tuist|swift|kotlinc|scalac|ghc|gfortran|nvcc|gcc|g++|clang|clang++
    cc|c++|ld|ar|rustc|javac|nasm|zig|dmd|ldc2|nim|crystal|dune|elm|gleam|erlc|rebar3
    mix compile|release|phx.digest|assets.deploy
    stack|cabal build
    docker|podman|nerdctl|buildah|depot build|buildx|bake|commit|save|export|bud
    nix|nix-build|nix-shell|guix|rpmbuild|dpkg-buildpackage|dpkg-deb|debuild|fpm|makepkg
    appimagetool|makensis|candle|pkgbuild|productbuild|hdiutil|codesign|signtool
    pyinstaller|cibuildwheel|build|nuitka|cx_Freeze|briefcase|cython
    poetry|maturin|flit|hatch|uv|pdm|wasm-pack|trunk|tauri|wasm-bindgen build
    electron-builder|electron-forge|ionic|cordova|capacitor|cap|wasm-opt|emcc|emmake|emcmake
    flutter|dart build|compile|run
    dbt run|build|seed|snapshot|compile
    goreleaser|vercel|netlify|eas build|check|dev
    changeset version
    helm package|template
    terraform|tofu|terragrunt|pulumi|cdk|cdktf|sst plan|preview|synth|show|output|graph
    kustomize|kompose|jsonnet|cue|packer
    tar|zip|unzip|gzip|gunzip|7z|xz|zstd|unxz|bzip2|cpio|cp|mkdir|touch|ln|tee|dd|install|split
    base64|openssl|convert|magick|ffmpeg
    """

  private static let changingFiles = """
    pre-commit|lint-staged
    mv|patch|dos2unix|envsubst|rename|truncate
    sed|perl|yq -i|--in-place|-pi|-i*
    git apply|am|commit|merge|rebase|cherry-pick|tag|add|rm|mv|stash|revert
    npm pkg
    poetry|cargo|mvn|mvnw version|set-version|versions:*
    """

  private static let removing = """
    rm|rmdir|del|rd|kill|killall|pkill|fuser|shred|umount
    docker|podman|nerdctl down|stop|kill|rm|rmi|prune
    docker-compose|podman-compose down|stop|kill|rm
    systemctl|service|supabase stop|disable|mask
    minikube|kind|k3d delete|stop
    make|ninja|cargo|gradle|gradlew|mvn|mvnw|sbt|bazel|git clean
    git worktree remove
    npm|yarn|pnpm prune|cache
    """

  // MARK: What it only looks at

  private static let testing = """
    pytest|py.test|unittest|nose|nose2|nosetests|tox|nox|jest|vitest|mocha|ava|tap|karma|jasmine
    wdio|testcafe|nightwatch|codecept|codeceptjs|cucumber|cucumber-js|behave|robot|newman|k6
    artillery|locust|c8|nyc|uvu|detox|maestro
    playwright|cypress test|run
    rspec|minitest|phpunit|pest|paratest|infection|behat|gotestsum|ginkgo|ctest|bats|shellspec|prove
    coverage|lhci|lighthouse|asv|stryker|mutmut
    npm|pnpm|yarn|bun test|t|tst
    go|cargo|swift|dotnet|meson|deno|dart|flutter|mix|stack|cabal|sbt|lein|helm|bazel|bazelisk test
    buck2|nx|turbo|ng|mvn|mvnw|molecule|rails|zig|dune|forge|hardhat|anchor test
    cargo nextest|bench|tarpaulin|llvm-cov|miri|mutants|fuzz
    mvn|mvnw verify|integration-test|surefire:*|failsafe:*
    gradle|gradlew test*|check|connected*|integrationtest|jacoco*
    xcodebuild test|test-without-building
    make|gmake|ninja|just|task|rake|meson|rebar3 check|test*|tests|distcheck|installcheck|spec
    """

  private static let checking = """
    git diff|status|log|show|rev-parse|ls-files|describe|branch|rev-list|merge-base|ls-remote
    eslint|tslint|stylelint|standard|xo|oxlint|biome|svelte-check|knip|depcheck|madge|depcruise
    publint|attw|size-limit|commitlint|cspell|alex|markdownlint|markdownlint-cli2|remark|textlint
    ls-lint|jscpd|syncpack|manypkg
    tsc|vue-tsc --noEmit|--noemit
    astro check
    npm|pnpm|yarn audit|outdated|why|ls|list|dedupe --check
    flake8|pylint|mypy|pyright|basedpyright|pyre|pytype|ty|bandit|pydocstyle|pycodestyle|pyflakes
    codespell|vulture|interrogate|deptry|pip-audit|safety|djlint|validate-pyproject|check-manifest
    ruff check
    pip|pip3|poetry check
    pip|pip3 list|freeze|show
    yamllint|yamale|actionlint|zizmor|shellcheck|hadolint|mdl|vale|typos|lychee|linkchecker
    editorconfig-checker|ec|ansible-lint|cfn-lint|cfn_nag|reuse|addlicense|sqlfluff|spectral|redocly
    license-checker|jsonlint|check-jsonschema|ajv|vacuum
    golangci-lint|staticcheck|revive|gosec|govulncheck|errcheck|gocyclo|ineffassign|golint|nilaway
    go vet|list|version|env
    cargo check|c|clippy|deny|audit|machete|outdated|semver-checks|geiger|tree|metadata
    rubocop|brakeman|standardrb|reek|erb_lint|erblint|haml-lint|bundle-audit|fasterer|steep|srb
    phpcs|phpstan|psalm|phpmd|parallel-lint|rector --dry-run
    composer validate|audit
    ktlint|detekt|checkstyle|pmd|spotbugs
    swiftlint|clang-tidy|cppcheck|cpplint|iwyu
    buf lint|breaking
    helm lint
    kubeval|kubeconform|kube-linter|kube-score|conftest|opa|checkov|tfsec|tflint|terrascan|infracost
    terraform|tofu|terragrunt validate|version
    packer validate
    trivy|grype|syft|snyk|semgrep|gitleaks|trufflehog|detect-secrets|osv-scanner|dockle|dive|bearer
    horusec
    mix credo|dialyzer|sobelow|xref|hex.audit
    dart|flutter analyze
    hlint|statix|deadnix|taplo
    deno lint|check
    kubectl|oc get|describe|version|logs
    docker|podman inspect|images|ps|version|info|logs|history
    docker compose ps|logs|config
    gh pr|issue|workflow|repo|api view|list|status|diff|checks
    aws s3 ls
    """
}
