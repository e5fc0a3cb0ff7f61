//! The path of AI through the years of one replicate, and D-day over many draws.

use super::results::Breakthrough;
use crate::engine::blocks;
use crate::engine::random::Random;
use crate::model::ai::involvement::{human_involvement, human_share, research_speed};
use crate::run::metrics::AiView;
use crate::scenario::Scenario;
use crate::scenario::year::AiYear;
use crate::year::progress::{AiState, advance, advance_capability, start};

/// Draws of AI progress from which the distribution of D-day is taken.
pub const D_DAY_DRAWS: u32 = 1000;

/// AI from its start year on, a year at a time.
#[derive(Clone)]
pub struct AiPath<'a> {
    scenario: &'a Scenario,
    random: Random,
    replicate: u32,
    now: Option<(i32, AiState)>,
    /// Breakthroughs so far.
    pub breakthroughs: Vec<Breakthrough>,
}

impl<'a> AiPath<'a> {
    /// Before any AI.
    pub fn new(scenario: &'a Scenario, random: Random, replicate: u32) -> Self {
        Self { scenario, random, replicate, now: None, breakthroughs: Vec::new() }
    }

    /// AI in a year at or after the last one asked for; `None` before its start or where there is none.
    ///
    /// The path begins in AI's own start year, so scenarios that begin in different years share it.
    pub fn at(&mut self, year: i32) -> Option<&AiState> {
        let ai = &self.scenario.settings.ai;
        if !ai.enabled || year < ai.progress.start_year {
            return None;
        }
        let classes = self.scenario.settings.jobs.len();
        let (mut reached, mut state) =
            self.now.take().unwrap_or_else(|| (ai.progress.start_year, start(&ai.progress, classes)));
        while reached < year {
            reached += 1;
            let base = self.scenario.base_log_pay(reached);
            let (next, sizes) =
                advance(&state, &ai.progress, &ai.involvement, &ai.work, &base, &self.random, reached);
            state = next;
            let replicate = self.replicate;
            self.breakthroughs.extend(sizes.into_iter().map(|size| Breakthrough {
                replicate,
                year: reached,
                size,
            }));
        }
        Some(&self.now.insert((reached, state)).1)
    }
}

/// What the rules of the year need of AI.
pub fn ai_year(state: &AiState) -> AiYear {
    AiYear { capability: state.capability, adoption: state.adoption.clone() }
}

/// What the results show of AI.
pub fn ai_view(scenario: &Scenario, state: &AiState) -> AiView {
    let involvement = &scenario.settings.ai.involvement;
    AiView {
        capability: state.capability,
        price: state.price,
        human_involvement: human_involvement(involvement, state.capability),
        human_by_component: [involvement.research, involvement.feedback, involvement.operation]
            .map(|component| human_share(&component, state.capability)),
        research_speed: research_speed(involvement, state.capability),
    }
}

/// D-day in so many draws of AI progress; draw i has the luck of replicate i. `None`: not within the years.
pub fn d_day_draws(scenario: &Scenario, draws: u32) -> Vec<Option<i32>> {
    blocks::map_indices(draws as usize, |draw| d_day(scenario, draw as u32))
}

/// Human involvement from AI's start year to the scenario's last year, in one draw of AI progress; empty without AI.
pub fn involvement(scenario: &Scenario, draw: u32) -> Vec<f64> {
    let ai = &scenario.settings.ai;
    if !ai.enabled {
        return Vec::new();
    }
    let random = Random::new(scenario.settings.run.seed, draw);
    let mut capability = ai.progress.start_capability;
    let mut path = Vec::new();
    for year in ai.progress.start_year..=scenario.last_year() {
        if year > ai.progress.start_year {
            capability = advance_capability(capability, &ai.progress, &ai.involvement, &random, year);
        }
        path.push(human_involvement(&ai.involvement, capability));
    }
    path
}

/// First year of the scenario in which human involvement is at or below the threshold.
fn d_day(scenario: &Scenario, draw: u32) -> Option<i32> {
    let ai = &scenario.settings.ai;
    let in_scenario = |year: i32| year >= scenario.settings.run.start_year;
    let mut years = (ai.progress.start_year..).zip(involvement(scenario, draw));
    years
        .find(|(year, human)| in_scenario(*year) && *human <= ai.involvement.d_day_threshold)
        .map(|(year, _)| year)
}
