#!/usr/bin/env bash
# Makes the committed results of the reference implementation anew, in a virtual environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=${REFERENCE_ENVIRONMENT:-target/reference-environment}
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --requirement reference/requirements.txt
fi
cargo build --release --locked --quiet
simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
mkdir -p reference/results
for scenario in nordic_baseline twentieth_century ai_century_leveller; do
    resolved=$(mktemp)
    # Without breakthroughs both programs meet the same AI; their chance would blur every comparison.
    "$simulate" check "$scenario" --no-comments --set ai.progress.breakthrough_rate=0 > "$resolved"
    "$environment/bin/python" reference/model.py "$resolved" --agents 20000 --replicates 16 --seed 1 \
        --out "reference/results/$scenario.csv"
    rm "$resolved"
done
