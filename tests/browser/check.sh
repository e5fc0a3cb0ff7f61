#!/usr/bin/env bash
# Reports of a run and of every kind of study, in both languages, looked at in a browser: tests/browser/pages.py.
# Skipped with words where there is no Chromium or Python; without axe-core its rules are left out, with words.
set -euo pipefail
cd "$(dirname "$0")/../.."

browser=""
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then browser=$(command -v "$name"); break; fi
done
if [ -z "$browser" ]; then
    echo "skipped: Chromium is needed (apt install chromium)"
    exit 0
fi
if ! command -v python3 >/dev/null; then
    echo "skipped: Python 3 is needed (apt install python3)"
    exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

axe=""
if command -v npm >/dev/null && (cd "$folder" && timeout 120 npm install --silent --no-save axe-core@4) >/dev/null 2>&1; then
    axe="$folder/node_modules/axe-core/axe.min.js"
else
    echo "without axe-core: its rules are left out (npm install axe-core)"
fi

simulate=${SIMULATE:-}
if [ -z "$simulate" ]; then
    cargo build --release --locked --quiet
    simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
fi
simulate=$(realpath "$simulate")
cd "$folder"
small=(--agents 2000 --reps 2 --quiet)
# 3: it ran, and the verdict is negative, which is a result like any other.
make() { "$simulate" "$@" >/dev/null 2>messages || [ $? -eq 3 ] || { cat messages >&2; return 1; }; }
make two_centuries "${small[@]}" --out run
make compare no_ai_century ai_century_leveller "${small[@]}" --years 10 --out compare
make attribute ai_century --from 2025 --to 2030 "${small[@]}" --out attribute
make dday metr_task_horizon --out series
make dday ai_century --form line --out dday
make sweep ai_century --vary schooling.openness=0,0.5,1 "${small[@]}" --years 5 --out sweep
make sensitivity ai_century --vary schooling.openness=0:1 --method one-at-a-time "${small[@]}" --years 5 --out sensitivity
make discover ai_century --vary schooling.openness=0:1 --vary luck.jump_rate=0:0.2 --where 'gini@last > 0.45' --sample lhs:60 "${small[@]}" --years 5 --out discover
make nordic_baseline --draws 20 --vary schooling.openness=0:1 "${small[@]}" --years 5 --out draws
make validate "${small[@]}" --out validate
make calibrate nordic_baseline --free schooling.openness=0.2:0.8 --targets nordic --search 4 --design 0 "${small[@]}" --out calibrate
for results in run compare attribute series dday sweep sensitivity discover draws validate calibrate; do
    for lang in en ko; do make report "$results" --lang "$lang"; done
done
timeout 600 python3 "$OLDPWD/tests/browser/pages.py" "$browser" "$axe" ./*/report.html ./*/report_ko.html
