//! Studies that come with the program.

/// Name and text of every shipped study; a test compares the list with the folder.
pub const STUDIES: [(&str, &str); 2] = [
    ("sweeps/two_conditions", include_str!("../../../scenarios/sweeps/two_conditions.toml")),
    ("sweeps/ai_century", include_str!("../../../scenarios/sweeps/ai_century.toml")),
];
