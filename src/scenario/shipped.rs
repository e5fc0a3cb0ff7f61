//! The scenarios that come with the program, so that they can be run and inherited from anywhere.

/// Name and text of every shipped scenario; a test compares the list with the folder.
pub const SCENARIOS: [(&str, &str); 11] = [
    ("nordic_baseline", include_str!("../../scenarios/nordic_baseline.toml")),
    ("ai_century", include_str!("../../scenarios/ai_century.toml")),
    ("ai_century_leveller", include_str!("../../scenarios/ai_century_leveller.toml")),
    ("ai_century_amplifier", include_str!("../../scenarios/ai_century_amplifier.toml")),
    ("ai_takeoff", include_str!("../../scenarios/ai_takeoff.toml")),
    ("no_ai_century", include_str!("../../scenarios/no_ai_century.toml")),
    ("twentieth_century", include_str!("../../scenarios/twentieth_century.toml")),
    ("two_centuries", include_str!("../../scenarios/two_centuries.toml")),
    ("preindustrial", include_str!("../../scenarios/preindustrial.toml")),
    ("closed_schools", include_str!("../../scenarios/closed_schools.toml")),
    ("graduate_student_world", include_str!("../../scenarios/graduate_student_world.toml")),
];

/// Text of a new scenario with this title.
pub fn starter(title: &str) -> String {
    let title = super::notation::text(title);
    format!("{}title = {title}\n{}", STARTER_HEAD, STARTER_BODY)
}

const STARTER_HEAD: &str = r#"# A scenario for iqsim
#
# Claim tested: (one sentence that this world is meant to test)
# What changes: (what differs from the base, and where the numbers come from)
#
# `simulate keys` lists every key with its meaning, unit, range, default and source.

# Everything not said here is as in the base: a shipped scenario, or a file beside this one.
base = "nordic_baseline.toml"
"#;

const STARTER_BODY: &str = r#"description = "One line for lists"

[run]
start_year = 2025
years = 50

# A constant: more people change their job class each year.
# [hiring]
# mobility = 0.2

# A table of years, with straight lines between them: schools close.
# [schooling]
# openness = { 2025 = 0.52, 2050 = 0.2 }

# A smooth change from one value to another, half of it by the midpoint.
# [capital]
# income_share = { from = 0.1, to = 0.4, midpoint = 2045, width = 5 }

# One job class: pay for one standard deviation of learned skill.
# [jobs.professionals]
# learning_return = 0.1

# AI, neutral on whether it levels (0) or amplifies (above 1) differences in skill.
# [ai]
# enabled = true
# [ai.work]
# skill_pass_through = 1.0
"#;
