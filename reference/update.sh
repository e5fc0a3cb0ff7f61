#!/usr/bin/env bash
# Makes the results of the reference implementation anew, in a virtual environment of their own.
# reference/update.sh           writes them to reference/results
# reference/update.sh --check   writes them elsewhere and fails if the committed ones are stale
set -euo pipefail
cd "$(dirname "$0")/.."
environment=${REFERENCE_ENVIRONMENT:-target/reference-environment}
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement reference/requirements.txt
fi
cargo build --release --locked --quiet
simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
results=reference/results
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ "${1:-}" = "--check" ] && results="$folder/results"
mkdir -p "$results"
for scenario in nordic_baseline twentieth_century ai_century_leveller; do
    resolved="$folder/$scenario.toml"
    # Without breakthroughs both programs meet the same AI; their chance would blur every comparison.
    "$simulate" check "$scenario" --no-comments --set ai.progress.breakthrough_rate=0 > "$resolved"
    "$environment/bin/python" reference/model.py "$resolved" --agents 20000 --replicates 16 --seed 1 \
        --out "$results/$scenario.csv"
    "$environment/bin/python" reference/stale.py inputs "$resolved" > "$results/$scenario.inputs"
done
[ "${1:-}" = "--check" ] || exit 0
"$environment/bin/python" reference/stale.py compare reference/results "$results"
