//! What a scenario says, section by section: every parameter is declared once, where it is read.

pub mod ai;
pub mod jobs;
pub mod people;
pub mod run;

use super::reader::Reader;
use super::record::{Key, Role};

/// Everything a scenario file can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The finding or question in a few words.
    pub title: String,
    /// One line for lists: which claim the scenario tests.
    pub description: String,
    pub run: run::Run,
    pub standards: run::Standard,
    pub observation: run::Observation,
    pub family: people::Family,
    pub schooling: people::Schooling,
    pub learning: people::Learning,
    pub hiring: jobs::Hiring,
    pub jobs: Vec<jobs::Job>,
    pub pay: jobs::Pay,
    pub luck: jobs::Luck,
    pub capital: jobs::Capital,
    pub ai: ai::Ai,
}

impl Settings {
    /// Declares and reads every parameter.
    pub fn declare(reader: &mut Reader) -> Self {
        Self {
            title: reader.text("title", "The question of the scenario in a few words", ""),
            description: reader.text("description", "One line for lists: which claim the scenario tests", ""),
            run: run::Run::declare(reader),
            standards: run::Standard::declare(reader),
            observation: run::Observation::declare(reader),
            family: people::Family::declare(reader),
            schooling: people::Schooling::declare(reader),
            learning: people::Learning::declare(reader),
            hiring: jobs::Hiring::declare(reader),
            jobs: jobs::Job::declare_all(reader),
            pay: jobs::Pay::declare(reader),
            luck: jobs::Luck::declare(reader),
            capital: jobs::Capital::declare(reader),
            ai: ai::Ai::declare(reader),
        }
    }
}

/// Name, unit, allowed range and default of a number.
struct Number(&'static str, &'static str, (f64, f64), f64);

/// An assumption: uncertain, to be varied in a sensitivity analysis.
fn assumption(number: Number, meaning: &'static str, source: &'static str) -> Key {
    key(number, meaning, source, Role::Assumption)
}

/// A lever: what a policy or history can change.
fn lever(number: Number, meaning: &'static str, source: &'static str) -> Key {
    key(number, meaning, source, Role::Lever)
}

/// A setting of the program.
fn setting(number: Number, meaning: &'static str, source: &'static str) -> Key {
    key(number, meaning, source, Role::Setting)
}

fn key(number: Number, meaning: &'static str, source: &'static str, role: Role) -> Key {
    let Number(name, unit, (low, high), default) = number;
    Key { name, meaning, unit, low, high, default, source, role }
}

/// Source of values that come from fitting a prototype of the model to Finnish registers.
const FITTED: &str = "assumed; orientation from a prototype fitted to Bratsberg, Rogeberg and Terviö 2024";
/// Source of values without evidence.
const ASSUMED: &str = "assumed";
