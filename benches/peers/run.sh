#!/usr/bin/env bash
# The same work in NumPy, Numba, JAX, Mesa and the program: checks that results are equal, then prints times and ratios.
# Arguments are passed on to compare.py, such as: benches/peers/run.sh --agents 100000 --rounds 2 --peers numba jax
set -euo pipefail
# Paths that are given count from where this is called.
[ -z "${SIMULATE:-}" ] || SIMULATE=$(realpath "$SIMULATE")
[ -z "${PEERS_ENVIRONMENT:-}" ] || PEERS_ENVIRONMENT=$(realpath --canonicalize-missing "$PEERS_ENVIRONMENT")
cd "$(dirname "$0")/../.."
environment=${PEERS_ENVIRONMENT:-$PWD/target/peers-environment}
if [ ! -x "$environment/bin/pip" ]; then
    python3 -m venv "$environment"
fi
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement benches/peers/requirements.txt
if [ -z "${SIMULATE:-}" ]; then
    cargo build --release --locked --quiet
    SIMULATE="${CARGO_TARGET_DIR:-target}/release/simulate"
fi
export NUMBA_CACHE_DIR="$environment/numba-cache"
"$environment/bin/python" benches/peers/compare.py --simulate "$(realpath "$SIMULATE")" "$@"
