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
