# shellcheck shell=bash
# The core as WebAssembly: target/web/core/{hearsay.js,hearsay.d.ts,hearsay_bg.wasm}.

wasm_target=wasm32-unknown-unknown

# Which compiler makes the WebAssembly: `rustup` where its toolchain has the target or can get it, else `debian`.
wasm_way() {
  [ -z "${HEARSAY_WASM:-}" ] || { echo "$HEARSAY_WASM"; return; }
  if [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm_target" ]; then
    echo rustup
  elif [ -d /usr/lib/rustlib/src/rust/library ]; then
    echo debian
  elif has rustup && say "adding the target $wasm_target by rustup" && rustup target add "$wasm_target" >&2; then
    echo rustup
  else
    echo debian
  fi
}

need_wasm_target() {
  need_cargo
  case $(wasm_way) in
    rustup)
      [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm_target" ] || rustup target add "$wasm_target" >&2 ||
        die "rustup could not add $wasm_target; HEARSAY_WASM=debian builds without"
      ;;
    debian)
      [ -d /usr/lib/rustlib/src/rust/library ] ||
        need_debian "a compiler for $wasm_target" rustc-web rust-web-src
      ;;
    *) die "HEARSAY_WASM is rustup or debian" ;;
  esac
}

# wasm_cargo VERB ARGUMENT...: cargo for WebAssembly, with the SIMD that both browsers have and the network lives on; without it
# where WASM_PLAIN is set, for comparison alone. Each way keeps a directory of its own, lest one throw away what another built.
# Debian's compiler has no library for the target, so cargo builds it from its source.
wasm_cargo() {
  local verb=$1 flags home=${CARGO_HOME:-$HOME/.cargo}
  shift
  set -- --target "$wasm_target" --target-dir "$(wasm_dir)" "$@"
  # Paths of this machine must not reach the file: they differ between two builds and tell who built it.
  flags="--remap-path-prefix=$PWD=/hearsay"$'\x1f'"--remap-path-prefix=$home=/cargo"
  [ -n "${WASM_PLAIN:-}" ] || flags+=$'\x1f'-Ctarget-feature=+simd128
  if [ "$(wasm_way)" = rustup ]; then
    flags+=$'\x1f'"--remap-path-prefix=$(rustc --print sysroot)=/rust"
    CARGO_ENCODED_RUSTFLAGS=$flags${WASM_FLAGS:-} cargo "$verb" "$@"
  else
    flags+=$'\x1f'"--remap-path-prefix=$(readlink -f /usr/lib/rustlib/src/rust)=/rust"
    flags+=$'\x1f'"--remap-path-prefix=/usr/lib/rustlib/src/rust=/rust"
    # Debian's /usr/bin/rust-lld may dangle; rustup's toolchain brings one.
    CARGO_ENCODED_RUSTFLAGS=$flags${WASM_FLAGS:-} RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$(echo "$(rustc --print sysroot)"/lib/rustlib/*/bin/rust-lld)" \
      cargo "$verb" -Z build-std=std,panic_abort "$@"
  fi
}

wasm_dir() {
  local dir=target/wasm
  [ "$(wasm_way)" = rustup ] || dir+=-debian
  echo "$dir${WASM_PLAIN:+-plain}"
}

# What rustc's WebAssembly uses by default, and SIMD; the stores' oldest admitted browsers have all of it.
wasm_features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals
  --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext --enable-simd --enable-call-indirect-overlong)

build_wasm() {
  need_wasm_target
  need_wasm_bindgen
  wasm_cargo build --quiet --profile wasm --lib
  local raw out=target/web/core stamp=target/web/stamp now
  raw=$(wasm_dir)/$wasm_target/wasm/hearsay.wasm
  now=$(cat "$raw" scripts/wasm.sh package-lock.json Cargo.lock | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
  say "binding and shrinking the WebAssembly"
  rm -rf target/web
  bind_wasm "$raw" "$out"
  echo "$now" >"$stamp"
}

# bind_wasm FILE FOLDER: what a browser loads of the compiler's file.
bind_wasm() {
  local bound
  bound=$2/$(basename "$1" .wasm)_bg.wasm
  wasm-bindgen "$1" --target web --experimental-reset-state-function --out-dir "$2" --remove-name-section --remove-producers-section
  # For size: speed is the compiler's, and -O3 adds none here.
  node_modules/.bin/wasm-opt -Oz "${wasm_features[@]}" --strip-debug --strip-producers --strip-target-features "$bound" -o "$bound"
}

# The same without SIMD, to be compared with it: made quickly, never shipped. target/web-plain.
build_plain_wasm() {
  local WASM_PLAIN=1
  wasm_cargo build --quiet --lib
  wasm-bindgen "$(wasm_dir)/$wasm_target/debug/hearsay.wasm" --target web --out-dir target/web-plain --remove-name-section
}

# What `bench tagger` and `bench pages` time: the core's code, stage by stage, with a yardstick beside it, made as the core is. target/bench.
build_bench_wasm() {
  wasm_cargo build --quiet --profile wasm --example tagger
  local built
  built=$(wasm_dir)/$wasm_target/wasm/examples/tagger.wasm
  bind_wasm "$built" target/bench
  # As the compiler wrote it, the names of its functions in it.
  cp "$built" target/bench/named.wasm
}
