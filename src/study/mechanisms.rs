//! The mechanisms through which a scenario changes, and worlds in which some of them stand still.

use crate::model::ai::work::Channels;
use crate::run::branches::Continuation;
use crate::scenario::Scenario;
use crate::scenario::schedule::Schedule;
use crate::scenario::settings::Settings;
use serde::{Deserialize, Serialize};

/// One way in which a scenario changes over the years. Together they cover every schedule and all that AI does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// Who gets the places in school: `schooling.openness`.
    Openness,
    /// How many places there are: the shares of the levels.
    Capacity,
    /// How many places each job class has, what it pays and pays for learning, and how often people change.
    Jobs,
    /// Capital's share of income before AI shifts any.
    Capital,
    /// The five channels of AI.
    Assistance,
    Displacement,
    Access,
    Ownership,
    Luck,
}

impl Mechanism {
    /// All, in the order of the model document.
    pub const ALL: [Self; 9] = [
        Self::Openness,
        Self::Capacity,
        Self::Jobs,
        Self::Capital,
        Self::Assistance,
        Self::Displacement,
        Self::Access,
        Self::Ownership,
        Self::Luck,
    ];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Openness => "openness",
            Self::Capacity => "capacity",
            Self::Jobs => "jobs",
            Self::Capital => "capital",
            Self::Assistance => "assistance",
            Self::Displacement => "displacement",
            Self::Access => "access",
            Self::Ownership => "ownership",
            Self::Luck => "luck",
        }
    }

    /// The schedules of the scenario that belong to it.
    fn schedules(self, settings: &mut Settings) -> Vec<&mut Schedule> {
        match self {
            Self::Openness => vec![&mut settings.schooling.openness],
            Self::Capacity => settings.schooling.levels.iter_mut().map(|level| &mut level.share).collect(),
            Self::Jobs => {
                let of_job = settings
                    .jobs
                    .iter_mut()
                    .flat_map(|job| [&mut job.share, &mut job.base_log_pay, &mut job.learning_return]);
                of_job.chain([&mut settings.hiring.mobility]).collect()
            }
            Self::Capital => vec![&mut settings.capital.income_share],
            Self::Access => {
                vec![&mut settings.ai.tutoring.opportunity_floor, &mut settings.ai.tutoring.flattening]
            }
            Self::Assistance | Self::Displacement | Self::Ownership | Self::Luck => Vec::new(),
        }
    }

    /// Whether the scenario's switch for this channel of AI is on; `None`: not a channel.
    fn channel(self, channels: &Channels) -> Option<bool> {
        match self {
            Self::Assistance => Some(channels.assistance),
            Self::Displacement => Some(channels.displacement),
            Self::Access => Some(channels.access),
            Self::Ownership => Some(channels.ownership),
            Self::Luck => Some(channels.luck),
            Self::Openness | Self::Capacity | Self::Jobs | Self::Capital => None,
        }
    }
}

/// Mechanisms that move at all between two years: a schedule with another value, or a channel of AI that is switched on.
pub fn changing(scenario: &Scenario, from: i32, to: i32) -> Vec<Mechanism> {
    let ai = &scenario.settings.ai;
    let has_ai = ai.enabled && ai.progress.start_year <= to;
    let mut settings = scenario.settings.clone();
    let mut found = Vec::new();
    for mechanism in Mechanism::ALL {
        let moves = match mechanism.channel(&ai.channels) {
            Some(on) => on && has_ai,
            None => mechanism.schedules(&mut settings).into_iter().any(|schedule| schedule.moves(from, to)),
        };
        found.extend(moves.then_some(mechanism));
    }
    found
}

/// The scenario after `from` with only some mechanisms going on; all others stay as they are in that year.
pub fn continuation(scenario: &Scenario, going_on: &[Mechanism], from: i32) -> Continuation {
    let mut scenario = scenario.clone();
    let run = &scenario.settings.run;
    // AI's path begins in its own start year and knows the pay of that year.
    let first = run.start_year.min(scenario.settings.ai.progress.start_year);
    for mechanism in Mechanism::ALL.into_iter().filter(|mechanism| !going_on.contains(mechanism)) {
        for schedule in mechanism.schedules(&mut scenario.settings) {
            *schedule = schedule.held_from(from, first);
        }
    }
    let on = |mechanism: Mechanism| going_on.contains(&mechanism);
    let moving = Channels {
        assistance: on(Mechanism::Assistance),
        displacement: on(Mechanism::Displacement),
        access: on(Mechanism::Access),
        ownership: on(Mechanism::Ownership),
        luck: on(Mechanism::Luck),
    };
    Continuation { scenario, moving }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::year::{AiYear, Held};
    use std::path::Path;

    fn scenario(name: &str, more: &[&str]) -> Scenario {
        let overrides: Vec<String> = more.iter().map(ToString::to_string).collect();
        Scenario::load(Path::new(name), &overrides).expect("a shipped scenario")
    }

    const EVERYTHING: [&str; 4] = [
        "capital.income_share={1925=0.1, 2100=0.4}",
        "hiring.mobility={1925=0.1, 2100=0.2}",
        "jobs.managers.base_log_pay={1925=0.1, 2100=0.9}",
        "jobs.managers.learning_return={1925=0.01, 2100=0.09}",
    ];

    #[test]
    fn mechanisms_that_move_are_found() {
        use Mechanism::{
            Access, Assistance, Capacity, Capital, Displacement, Jobs, Luck, Openness, Ownership,
        };
        let channels = [Assistance, Displacement, Access, Ownership, Luck];
        assert_eq!(changing(&scenario("ai_century", &[]), 2025, 2125), channels);
        assert_eq!(changing(&scenario("no_ai_century", &[]), 2025, 2125), []);
        let two = scenario("two_centuries", &[]);
        assert_eq!(changing(&two, 1925, 2020), [Openness, Capacity, Jobs]);
        assert_eq!(changing(&two, 2022, 2125), channels);
        let off = scenario("ai_century", &["ai.channels.luck=false"]);
        assert_eq!(changing(&off, 2025, 2125), channels[..4]);
        let all = changing(&scenario("two_centuries", &EVERYTHING), 1925, 2125);
        assert_eq!(all, Mechanism::ALL);
        assert!(all.contains(&Capital));
    }

    /// With everything held, the rules of all later years are those of the year of the fork: no schedule is left out.
    #[test]
    fn a_world_in_which_nothing_goes_on_keeps_its_rules() {
        let scenario = scenario("two_centuries", &EVERYTHING);
        let ai = |amount: f64| AiYear { capability: amount, adoption: vec![0.1 * amount; 7] };
        let fork = scenario.rules(2040, Some(&ai(1.0)));
        let (automated, mean_automated) = (fork.automated.clone(), fork.mean_automated);
        let nothing = continuation(&scenario, &[], 2040);
        let held = Held { moving: nothing.moving, had_ai: true, automated, mean_automated };
        for year in 2041..=2125 {
            let mut rules = nothing.scenario.rules_held(year, Some(&ai(3.0)), Some(&held));
            rules.parameters.year = 2040;
            assert_eq!(rules.parameters, fork.parameters, "{year}");
        }
        let everything = continuation(&scenario, &Mechanism::ALL, 2040);
        let held = Held { moving: everything.moving, ..held };
        let going = everything.scenario.rules_held(2100, Some(&ai(3.0)), Some(&held));
        assert_eq!(going, scenario.rules(2100, Some(&ai(3.0))));
    }

    /// Each mechanism alone changes the rules of a later year, so none of them is a name without effect.
    #[test]
    fn each_mechanism_alone_moves_the_rules() {
        let scenario = scenario("two_centuries", &EVERYTHING);
        let early = AiYear { capability: 0.5, adoption: vec![0.2; 7] };
        let late = AiYear { capability: 2.0, adoption: vec![0.9; 7] };
        let fork = scenario.rules(1950, Some(&early));
        for mechanism in Mechanism::ALL {
            let alone = continuation(&scenario, &[mechanism], 1950);
            let held = Held {
                moving: alone.moving,
                had_ai: true,
                automated: fork.automated.clone(),
                mean_automated: fork.mean_automated,
            };
            let mut rules = alone.scenario.rules_held(2090, Some(&late), Some(&held));
            rules.parameters.year = 1950;
            assert_ne!(rules.parameters, fork.parameters, "{mechanism:?}");
        }
    }
}
