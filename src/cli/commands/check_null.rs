//! `simulate check-null`: changes that must not matter, each tried.

use super::run::tell_speed;
use super::studies::{Clock, Size, tell};
use crate::cli::arguments::NullArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::language::Language;
use iqsim::report::null_words;
use iqsim::run::agent_years;
use iqsim::scenario::Scenario;
use iqsim::study::null::{Trial, Way, trials, try_all};

/// Size without `--agents` and `--reps`: three blocks of people, the last with one more than half.
const SIZE: Size = Size { agents: 9_001, replicates: 2 };

/// Tries every change; a difference is a failure of the program, with exit code 3.
pub fn run(arguments: &NullArguments, language: Language) -> Result<(), Failure> {
    let overrides = arguments.study.overrides(SIZE, arguments.years);
    let scenario = Scenario::load(&arguments.scenario, &overrides)?;
    let mut list = trials(&scenario);
    for change in &arguments.change {
        let changed: Vec<String> = overrides.iter().chain([change]).cloned().collect();
        list.push(Trial {
            change: change.clone(),
            reference: scenario.clone(),
            changed: Scenario::load(&arguments.scenario, &changed)?,
            way: Way::Same,
            people_only: false,
        });
    }
    stop_on_interrupt();
    let display = Display::new(arguments.study.quiet, language);
    let clock = Clock::start();
    let outcomes = try_all(&list, arguments.study.threads, &display);
    display.finish();
    let outcomes = outcomes?;
    if !arguments.study.quiet {
        tell_speed(&clock.timings(2 * list.len() as u64 * agent_years(&scenario)), language);
    }
    let sentences = null_words::sentences(&outcomes, language);
    let lines = null_words::lines(&outcomes, language);
    tell(arguments.study.json, &outcomes, &format!("{}\n\n{}", lines.join("\n"), sentences.join("\n")))?;
    match outcomes.iter().find(|outcome| outcome.difference.is_some()) {
        Some(outcome) => {
            Err(Failure::Message(Exit::Negative, null_words::first_difference(outcome, language)))
        }
        None => Ok(()),
    }
}
