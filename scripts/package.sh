# shellcheck shell=bash
# The two store files, and the proof that anybody who builds them gets the same bytes.

version() { sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml; }

# No path of this machine may be in what is shipped.
scan() {
  local path
  for path in "$PWD" "$HOME" "${CARGO_HOME:-$HOME/.cargo}" "$(rustc --print sysroot)" /usr/src /usr/lib/rustlib; do
    # Root's home or a root of one letter would match anything.
    [ "${#path}" -gt 4 ] || continue
    if grep -rlaF -- "$path/" "$1"; then die "these files hold the path $path"; fi
  done
}

make_packages() {
  local browser file
  for browser in chromium firefox; do
    file=dist/hearsay-$(version)-$browser.zip
    scan "dist/$browser"
    rm -f "$file"
    node scripts/zip.mjs "dist/$browser" "$file"
    printf '%s  %s bytes  sha256 %s\n' "$file" "$(wc -c <"$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
  done
}

# Builds the packages once more, in another directory, and compares.
verify_packages() {
  local where there file
  where=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder as it is now
  trap "rm -rf '$where'" EXIT
  there=$where/another/directory
  mkdir -p "$there"
  tar -c --exclude=./target --exclude=./dist --exclude=./out --exclude=./node_modules --exclude=./.git . | tar -x -C "$there"
  ln -s "$PWD/node_modules" "$there/node_modules"
  (cd "$there" && ./build.sh package)
  for file in dist/hearsay-"$(version)"-*.zip; do
    cmp "$file" "$there/$file" || die "$file: the packages of the two directories differ"
    echo "$file: alike, built in two directories"
  done
}
