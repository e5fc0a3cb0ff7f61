#!/usr/bin/env bash
# What a sweep costs beyond its simulations: the same runs once as a sweep and once as replicates of one run, side by side.
# benches/sweep.sh [RUNS] [SMALL]    runs of 10,000 people (200), and runs so small that little but overhead is left (4,000)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-200}
small=${2:-4000}
cargo build --release --locked --quiet
simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A number of a manifest.
number() { sed -n "s/^ *\"$2\": \([0-9.e+-]*\),*$/\1/p" "$1/manifest.json" | head -n 1; }

# Seconds of a sweep over as many values of a number that changes nothing in the work.
sweep() {
    local out=$1 count=$2
    shift 2
    "$simulate" sweep nordic_baseline --vary luck.jump_rate=0.05:0.1 --sample "random:$count" --reps 1 \
        --measure iq_income_rank_r --quiet --yes --out "$out" "$@" >/dev/null
    number "$out" wall_seconds
}

best() { sort -g | head -n 1; }

for round in 1 2 3; do
    sweep "$folder/sweep$round" "$runs" --agents 10000 --years 100 >>"$folder/sweeps"
    "$simulate" nordic_baseline --agents 10000 --years 100 --reps "$runs" --quiet --out "$folder/run$round" >/dev/null
    number "$folder/run$round" wall_seconds >>"$folder/runs"
    sweep "$folder/small$round" "$small" --agents 64 --years 1 --set run.burn_in_years=1 >>"$folder/smalls"
done
agent_years=$(number "$folder/sweep1" agent_years)
awk -v sweep="$(best <"$folder/sweeps")" -v run="$(best <"$folder/runs")" -v small="$(best <"$folder/smalls")" \
    -v runs="$runs" -v count="$small" -v work="$agent_years" -v cores="$(nproc)" 'BEGIN {
    printf "%d runs of 10,000 people and 100 years: %.2f s as a sweep, %.2f s as replicates of one run, ratio %.2f\n", runs, sweep, run, sweep / run
    printf "%.1f million agent-years a second as a sweep; 10,000 such runs would take %.1f min\n", work / sweep / 1e6, sweep / runs * 10000 / 60
    printf "%d runs of 64 people and one year: %.2f ms a run and core, simulation and everything else together\n", count, small / count * 1000 * cores
}'
