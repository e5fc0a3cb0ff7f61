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
for file in summary.json yearly.csv yearly.parquet income_percentiles.csv correlation.svg correlation.png manifest.json; do
    [ -s "$folder/ai_century/$file" ] || { echo "no $file among the results" >&2; exit 1; }
done

step "all passed"
