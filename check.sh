#!/usr/bin/env bash
# The whole check, the same on a desk and in continuous integration.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n' "$1"; }

step "format"
cargo fmt --all --check

step "lint"
cargo clippy --all-targets --locked -- -D warnings

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked --quiet

step "test"
cargo test --locked

step "the README's run, on a small population"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo run --release --locked -- scenarios/ai_century.toml --agents 20000 --out "$folder/ai_century"
test -s "$folder/ai_century/summary.json"
test -s "$folder/ai_century/yearly.parquet"
test -s "$folder/ai_century/correlation_by_year.svg"

step "all passed"
