#!/usr/bin/env bash
# Makes the pictures of docs/gallery.md anew: docs/gallery.sh. Takes some five minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --quiet
simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# make NAME WORDS...: runs a command, and keeps its results under a name.
make() {
    local name=$1
    shift
    "$simulate" "$@" --out "$folder/$name" >/dev/null
}
# keep NAME CHART PICTURE
keep() { cp "$folder/$1/$2.svg" "docs/images/$3.svg"; }

make run scenarios/two_centuries.toml --quiet
keep run correlation two_centuries
keep run correlation.phone two_centuries.phone
for chart in iq_by_income income_by_iq density jobs lorenz; do keep run "$chart" "$chart"; done
make ai ai_century --quiet
keep ai ai ai
make compare compare no_ai_century ai_century --quiet
keep compare difference difference
make attribute attribute ai_century --from 2025 --to 2125 --metric iq_record_rank_r --quiet
keep attribute waterfall waterfall
make series dday metr_task_horizon
keep series dday dday
keep series hindcast hindcast
make worlds dday ai_century
keep worlds dday dday_worlds
keep worlds forecasts forecasts
make two sweep sweeps/two_conditions --quiet
keep two heat_map_iq_record_rank_r@2020 two_conditions
make response sweep ai_century --vary ai.work.skill_pass_through=0:2:0.25 --measure iq_record_rank_r --quiet
keep response response_iq_record_rank_r@2125 response
make sobol sensitivity sweeps/ai_century --agents 4000 --samples 96 --measure iq_income_rank_r@2125 --quiet
keep sobol sensitivity_iq_income_rank_r@2125 sensitivity
make morris sensitivity sweeps/ai_century --method morris --agents 4000 --measure iq_income_rank_r@2125 --quiet
keep morris screening_iq_income_rank_r@2125 screening
make tornado sensitivity sweeps/ai_century --method one-at-a-time --reps 16 --measure iq_income_rank_r@2125 --quiet
keep tornado tornado_iq_income_rank_r@2125 tornado
make draws ai_century --draws 100 --quiet
keep draws fan_iq_record_rank_r fan
make discover discover sweeps/ai_century --where 'iq_income_rank_r@2125 < 0.2' --quiet
keep discover parallel_coordinates parallel_coordinates
make validate validate --quiet
keep validate scoreboard scoreboard
