#!/usr/bin/env bash
# Counts the instructions of a small fixed run and fails above +5 % of the recorded figure.
# Counts repeat where times do not. `benches/instructions.sh --record` changes the figure on purpose; say why in the commit.
set -euo pipefail
cd "$(dirname "$0")/.."
recorded_in=benches/instructions.txt

command -v valgrind >/dev/null || { echo "valgrind is needed: apt install valgrind" >&2; exit 1; }
program=$(cargo bench --locked --bench instructions --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*instructions-[^"]*\)".*/\1/p' | tail -1)
[ -x "$program" ] || { echo "the program to be counted was not built" >&2; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$log" "$program"
counted=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$log")
[ -n "$counted" ] || { cat "$log" >&2; exit 1; }

if [ "${1:-}" = "--record" ]; then
    echo "$counted" > "$recorded_in"
    echo "recorded $counted instructions"
    exit 0
fi
recorded=$(cat "$recorded_in")
change=$(awk -v a="$counted" -v b="$recorded" 'BEGIN { printf "%+.1f", 100 * (a / b - 1) }')
echo "$counted instructions, $change % of the recorded $recorded"
awk -v a="$counted" -v b="$recorded" 'BEGIN { exit !(a <= 1.05 * b) }' || { echo "more than 5 % above the record" >&2; exit 1; }
