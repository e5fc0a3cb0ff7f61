"""Reads a scenario file: follows `base`, merges tables key by key, fills what is missing with the defaults.

A resolved scenario (every key present) passes through unchanged, so this file can be dropped once the program prints
resolved scenarios; `read` would then be `tomllib.load`.
"""

import copy
import tomllib
from pathlib import Path

GATE = {"skill": 0.0, "schooling": 0.0, "background": 0.0, "noncognitive": 0.0, "experience": 0.0, "noise": 1.0}

JOB = {
    "share": 0.0,
    "base_log_pay": 0.0,
    "learning_return": 0.0,
    "learning_opportunity": 0.5,
    "luck_exposure": 1.0,
    "gate": GATE,
    "ai_difficulty": 2.0,
    "ai_spread": 1.0,
}

LEVEL = {"years": 12.0, "share": 0.0}

DEFAULTS = {
    "title": "",
    "description": "",
    "run": {"agents": 1_000_000, "start_year": 2025, "years": 100, "burn_in_years": 90, "seed": 1, "replicates": 1},
    "standards": {
        "from_base_year": True,
        "skill_mean": 0.7,
        "skill_sd": 0.17,
        "schooling_mean": 13.1,
        "schooling_sd": 2.5,
    },
    "observation": {"test_reliability": 0.88, "stanine": True, "record_oldest_age": 49},
    "family": {
        "ability_inheritance": 0.5,
        "noncognitive_inheritance": 0.3,
        "ability_noncognitive_correlation": 0.42,
        "status_schooling_weight": 0.5,
        "parent_age_youngest": 43,
        "parent_age_oldest": 57,
    },
    "schooling": {
        "openness": 0.51,
        "ability_weight": 0.95,
        "noncognitive_weight": 0.53,
        "status_weight": 0.08,
        "inherited_weight": 1.0,
        "noise": 0.65,
        "levels": {},
    },
    "learning": {"speed_spread": 0.14, "on_the_job": 0.014, "decay": 0.05},
    "hiring": {"mobility": 0.12, "noise_scale": 2.4},
    "jobs": {},
    "pay": {
        "experience_return": 0.014,
        "experience_curvature": -0.014 / 60.0,
        "noncognitive_return": 0.09,
        "transitory_sd": 0.28,
        "out_of_work": {"base": -1.31, "persistence": 1.95, "skill": -0.03, "noncognitive": -0.11},
        "part_year_share": 0.43,
    },
    "luck": {"jump_rate": 0.07, "jump_mean": 0.23, "loss_rate": 0.08, "merit": 0.11},
    "capital": {"income_share": 0.1, "saving_rate": 0.1, "drawdown": 0.04, "bequest_share": 0.3},
    "ai": {
        "enabled": True,
        "progress": {
            "start_year": 2022,
            "start_capability": -1.0,
            "steady_gain": 0.03,
            "breakthrough_rate": 0.03,
            "breakthrough_mean": 1.0,
            "price_fall_5_years": 75.0,
            "price_slowdown_years": 10.0,
        },
        "involvement": {
            "research": {"weight": 0.5, "difficulty": 3.0, "spread": 1.0},
            "feedback": {"weight": 0.3, "difficulty": 1.5, "spread": 1.0},
            "operation": {"weight": 0.2, "difficulty": 2.0, "spread": 1.0},
            "machine_speedup": 10.0,
            "d_day_threshold": 0.01,
        },
        "work": {
            "innovation": 0.02,
            "imitation": 0.35,
            "start_cost": 1.0,
            "skill_pass_through": 1.0,
            "boost": 0.5,
            "premium_skill_share": 0.7,
            "credential_follow": 0.5,
            "displacement": 0.3,
            "reinstatement": 1.0,
            "ownership": 0.3,
            "superstar": 0.3,
        },
        "channels": {"assistance": True, "displacement": True, "access": True, "ownership": True, "luck": True},
        "tutoring": {"opportunity_floor": 0.0, "flattening": 0.0},
    },
}


def is_schedule(value):
    """Whether a table is a schedule: years with values, or a logistic curve."""
    return isinstance(value, dict) and bool(value) and ("from" in value or all(key.lstrip("-").isdigit() for key in value))


def merge(lower, upper):
    """`lower` with what `upper` sets: tables key by key, schedules and everything else as a whole."""
    merged = copy.deepcopy(lower)
    for key, value in upper.items():
        below = merged.get(key)
        both_tables = isinstance(value, dict) and isinstance(below, dict)
        if both_tables and not is_schedule(value) and not is_schedule(below):
            merged[key] = merge(below, value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def with_bases(path):
    """The file's tables over those of its base, the base's base and so on."""
    path = Path(path)
    with path.open("rb") as file:
        tables = tomllib.load(file)
    base = tables.pop("base", None)
    return tables if base is None else merge(with_bases(path.parent / base), tables)


def refuse_unknown(tables, known, place=""):
    """Stops at a key that has no default: it is misspelt, or the defaults above lag behind the program's."""
    for key, value in tables.items():
        if key not in known:
            raise SystemExit(f"unknown key {place}{key}")
        if isinstance(known[key], dict) and key not in ("levels", "jobs"):
            refuse_unknown(value, known[key], f"{place}{key}.")


def read(path):
    """The resolved scenario of a file."""
    tables = with_bases(path)
    refuse_unknown(tables, DEFAULTS)
    scenario = merge(DEFAULTS, tables)
    levels, jobs = scenario["schooling"]["levels"], scenario["jobs"]
    for name, level in levels.items():
        refuse_unknown(level, LEVEL, f"schooling.levels.{name}.")
    for name, job in jobs.items():
        refuse_unknown(job, JOB, f"jobs.{name}.")
    scenario["schooling"]["levels"] = {name: merge(LEVEL, level) for name, level in levels.items()}
    scenario["jobs"] = {name: merge(JOB, job) for name, job in jobs.items()}
    return scenario
