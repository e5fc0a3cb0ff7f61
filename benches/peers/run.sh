#!/usr/bin/env bash
# The same work in NumPy, Numba, JAX, Mesa and the program: checks that results are equal, then prints times and ratios.
# Arguments are passed on to compare.py, such as: benches/peers/run.sh --agents 200000 --rounds 3
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=${PEERS_ENVIRONMENT:-target/peers-environment}
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
fi
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement benches/peers/requirements.txt
simulate=${SIMULATE:-}
if [ -z "$simulate" ]; then
    cargo build --release --locked --quiet
    simulate="${CARGO_TARGET_DIR:-target}/release/simulate"
fi
export NUMBA_CACHE_DIR="$PWD/$environment/numba-cache"
case $environment in /*) NUMBA_CACHE_DIR="$environment/numba-cache" ;; esac
"$environment/bin/python" benches/peers/compare.py --simulate "$simulate" "$@"
