# shellcheck shell=bash
# What the verbs need, each installed once and only where it is missing.

tools=$PWD/target/tools
PATH=$tools/bin:$PATH

say() { printf '\033[1m%s\033[0m\n' "build.sh: $*" >&2; }
die() { say "$*"; exit 2; }
has() { command -v "$1" >/dev/null 2>&1; }

# need_debian WHAT PACKAGE...: installs the packages, or says what to do.
need_debian() {
  local what=$1 root=()
  shift
  has apt-get || die "$what is missing, and there is no apt-get; install it yourself (in Debian: $*)"
  if [ "$(id -u)" != 0 ]; then
    has sudo || die "$what is missing; as root: apt-get install $*"
    root=(sudo)
  fi
  say "$what is missing: installing $* by apt-get"
  "${root[@]}" apt-get update -qq || say "apt-get update failed; trying with the lists that are there"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "apt-get could not install $*; install $what yourself and try again"
}

need_cargo() { has cargo || die "cargo is missing; install Rust from https://rustup.rs"; }

need_node_modules() {
  if ! has node || ! has npm; then need_debian node nodejs npm; fi
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "node is version $major; 20 or newer is needed (https://nodejs.org)"
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say "installing node_modules from package-lock.json"
  npm ci --ignore-scripts --no-progress --loglevel=error || die "npm ci failed; its message stands above"
  touch node_modules/.package-lock.json
}

# The version of a crate in Cargo.lock, where alone it stands.
locked() { sed -n "/^name = \"$1\"\$/{n;s/version = \"\(.*\)\"/\1/p;}" Cargo.lock; }

need_wasm_bindgen() {
  need_cargo
  local version
  version=$(locked wasm-bindgen)
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
  say "installing wasm-bindgen $version into target/tools (about 3 minutes)"
  cargo install --quiet wasm-bindgen-cli --version "$version" --no-default-features --root "$tools" --target-dir "$tools/build"
}

# first NAME...: the first of the programs that is there.
first() {
  local name
  for name in "$@"; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

need_chromium() {
  local names=("${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable)
  first "${names[@]}" >/dev/null || need_debian Chromium chromium
  CHROMIUM=$(first "${names[@]}")
  export CHROMIUM
}

need_firefox() {
  local names=("${FIREFOX:-}" firefox-esr firefox)
  first "${names[@]}" >/dev/null || need_debian Firefox firefox-esr
  FIREFOX=$(first "${names[@]}")
  export FIREFOX
}

need_valgrind() { has valgrind || need_debian valgrind valgrind; }

need_drivers() {
  has chromedriver || need_debian chromedriver chromium-driver
  has geckodriver && return
  need_cargo
  say "installing geckodriver into target/tools (about 3 minutes)"
  cargo install --quiet geckodriver --root "$tools" --target-dir "$tools/build"
}
