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

step "the reference: are its committed results up to date?"
if python3 -c 'import venv, ensurepip' 2>/dev/null; then
    bash reference/update.sh --check
else
    echo "skipped: Python 3 with venv is needed (apt install python3-venv)"
fi

step "instructions of a fixed run"
if command -v valgrind >/dev/null; then
    bash benches/instructions.sh
else
    echo "skipped: valgrind is needed (apt install valgrind)"
fi

step "the README's run, on a small population"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo run --release --locked -- scenarios/ai_century.toml --agents 20000 --out "$folder/ai_century"
for file in summary.json yearly.csv yearly.parquet income_percentiles.csv correlation.svg correlation.png manifest.json; do
    [ -s "$folder/ai_century/$file" ] || { echo "no $file among the results" >&2; exit 1; }
done

step "reports in a browser"
bash tests/browser/check.sh

step "all passed"
