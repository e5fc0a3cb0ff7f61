//! Section `ai`: how AI progresses, what it does at work, and how much of its making is human.

use super::{ASSUMED, Number, assumption, lever, setting};
use crate::model::ai::involvement::{Component, InvolvementRules};
use crate::model::ai::progress::ProgressRules;
use crate::model::ai::work::{Channels, WorkRules};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::Reader;
use crate::scenario::schedule::Schedule;

/// Everything about AI.
#[derive(Clone, Debug, PartialEq)]
pub struct Ai {
    /// Whether there is AI at all.
    pub enabled: bool,
    pub progress: ProgressRules,
    pub involvement: InvolvementRules,
    pub work: WorkRules,
    pub channels: Channels,
    pub tutoring: Tutoring,
}

/// AI tutors, the access channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Tutoring {
    pub opportunity_floor: Schedule,
    pub flattening: Schedule,
}

impl Ai {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("ai", "How AI progresses, what it does at work, who makes it", |reader| Self {
            enabled: reader.switch("enabled", "Whether there is AI at all", true, "the scenario's question"),
            progress: progress(reader),
            involvement: involvement(reader),
            work: work(reader),
            channels: channels(reader),
            tutoring: Tutoring::declare(reader),
        })
    }
}

fn progress(reader: &mut Reader) -> ProgressRules {
    reader.section("progress", "How capable AI becomes and what it costs", |reader| ProgressRules {
        start_year: reader.whole(setting(
            Number("start_year", "year", (1000.0, 3900.0), 2022.0),
            "Year in which AI begins to be used; before it there is none",
            "general-purpose language models reach the public",
        )) as i32,
        start_capability: reader.number(assumption(
            Number("start_capability", "human skill sd", (-20.0, 20.0), 0.0),
            "Capability in the start year; 0 is the tasks of an average person",
            ASSUMED,
        )),
        steady_gain: reader.number(assumption(
            Number("steady_gain", "human skill sd per year", (0.0, 10.0), 0.04),
            "Yearly gain of capability when all research is human",
            ASSUMED,
        )),
        breakthrough_rate: reader.number(assumption(
            Number("breakthrough_rate", "per year", (0.0, 100.0), 0.04),
            "Breakthroughs a year when all research is human",
            "assumed: about one in a generation, such as the transformer",
        )),
        breakthrough_mean: reader.number(assumption(
            Number("breakthrough_mean", "human skill sd", (0.0, 20.0), 1.0),
            "Mean size of a breakthrough; sizes are exponential",
            "assumed; the essay: one or two more of the transformer's size might be enough",
        )),
        price_fall_5_years: reader.number(assumption(
            Number("price_fall_5_years", "factor", (1.0, 1e6), 75.0),
            "Fall of the price of a fixed ability in the first five years",
            "the essay: 50 to 100",
        )),
        price_slowdown_years: reader.number(assumption(
            Number("price_slowdown_years", "years", (0.1, 1e6), 10.0),
            "Time constant with which the fall of the price slows down",
            ASSUMED,
        )),
    })
}

fn involvement(reader: &mut Reader) -> InvolvementRules {
    reader.section("involvement", "How much of the making of AI is still human", |reader| {
        let rules = InvolvementRules {
            research: component(reader, "research", "AI that builds AI", (0.5, 3.0)),
            feedback: component(reader, "feedback", "Feedback and labelling by people", (0.3, 1.5)),
            operation: component(reader, "operation", "Operation of the models", (0.2, 2.0)),
            machine_speedup: reader.number(assumption(
                Number("machine_speedup", "factor", (1.0, 1e6), 10.0),
                "How much faster than people machines do the automated part of research",
                ASSUMED,
            )),
            d_day_threshold: reader.number(setting(
                Number("d_day_threshold", "share", (0.0, 1.0), 0.01),
                "D-day is the first year with human involvement at or below this",
                "the essay's D-day, made a number",
            )),
        };
        let sum = rules.research.weight + rules.feedback.weight + rules.operation.weight;
        if (sum - 1.0).abs() > 1e-6 {
            let problem = format!("the weights of research, feedback and operation sum to {sum}");
            reader.refuse("research", Diagnostic::new(problem).allowed("weights that sum to 1"));
        }
        rules
    })
}

fn component(
    reader: &mut Reader,
    name: &'static str,
    meaning: &'static str,
    (weight, difficulty): (f64, f64),
) -> Component {
    reader.section(name, meaning, |reader| Component {
        weight: reader.number(assumption(
            Number("weight", "share", (0.0, 1.0), weight),
            "Share of all human work in making AI at the start",
            ASSUMED,
        )),
        difficulty: reader.number(assumption(
            Number("difficulty", "human skill sd", (-20.0, 40.0), difficulty),
            "Mean difficulty of its tasks",
            ASSUMED,
        )),
        spread: reader.number(assumption(
            Number("spread", "human skill sd", (0.01, 20.0), 1.0),
            "Spread of the difficulty of its tasks",
            ASSUMED,
        )),
    })
}

fn work(reader: &mut Reader) -> WorkRules {
    reader.section("work", "What AI does at work where it is used", |reader| WorkRules {
        innovation: reader.number(assumption(
            Number("innovation", "share per year", (0.0, 1.0), 0.02),
            "Yearly share of the rest that adopts AI unprompted (Bass diffusion)",
            "assumed; usual range of Bass models",
        )),
        imitation: reader.number(assumption(
            Number("imitation", "per year", (0.0, 5.0), 0.35),
            "Adoption by imitation (Bass diffusion)",
            "assumed; usual range of Bass models",
        )),
        start_cost: reader.number(assumption(
            Number("start_cost", "share of an average wage", (0.0, 1e6), 1.0),
            "Cost of AI for a worker's tasks in the start year",
            ASSUMED,
        )),
        skill_pass_through: reader.number(assumption(
            Number("skill_pass_through", "factor", (0.0, 3.0), 1.0),
            "What is left of skill differences where AI does all it can: 0 leveller, 1 neutral, above 1 amplifier",
            "open: field trials found all three (Brynjolfsson et al. 2025, Dell'Acqua et al., Otis et al.)",
        )),
        boost: reader.number(assumption(
            Number("boost", "skill sd", (0.0, 10.0), 0.5),
            "Skill that full assistance gives to everybody",
            ASSUMED,
        )),
        premium_skill_share: reader.number(assumption(
            Number("premium_skill_share", "share", (0.0, 1.0), 0.7),
            "Share of the pay gaps between classes that rewards scarce skill; the rest is rent",
            ASSUMED,
        )),
        credential_follow: reader.number(assumption(
            Number("credential_follow", "share", (0.0, 1.0), 0.5),
            "How far the weight of schooling in hiring follows the weight of skill",
            ASSUMED,
        )),
        displacement: reader.number(assumption(
            Number("displacement", "share", (0.0, 1.0), 0.3),
            "Share of a class's places that full automation removes",
            ASSUMED,
        )),
        reinstatement: reader.number(assumption(
            Number("reinstatement", "share", (0.0, 1.0), 1.0),
            "Share of the removed places that come back as new tasks elsewhere",
            "assumed; Acemoglu and Restrepo 2022 discuss both signs",
        )),
        ownership: reader.number(assumption(
            Number("ownership", "share of labour's income", (0.0, 1.0), 0.3),
            "Part of labour's income that moves to capital at full automation",
            ASSUMED,
        )),
        superstar: reader.number(assumption(
            Number("superstar", "factor", (0.0, 5.0), 0.3),
            "Relative rise of the mean jump of luck at full automation",
            ASSUMED,
        )),
    })
}

fn channels(reader: &mut Reader) -> Channels {
    let source = "switches for attribution";
    reader.section("channels", "The five channels of AI; each can be switched off", |reader| Channels {
        assistance: reader.switch("assistance", "AI changes what own skill counts for", true, source),
        displacement: reader.switch(
            "displacement",
            "AI removes places, new tasks bring some back",
            true,
            source,
        ),
        access: reader.switch("access", "AI tutors teach everybody", true, source),
        ownership: reader.switch("ownership", "Income moves from labour to capital", true, source),
        luck: reader.switch("luck", "The superstar tail widens", true, source),
    })
}

impl Tutoring {
    fn declare(reader: &mut Reader) -> Self {
        reader.section("tutoring", "AI tutors: the access channel", |reader| Self {
            opportunity_floor: reader.schedule(lever(
                Number("opportunity_floor", "share", (0.0, 1.0), 0.0),
                "Opportunity to learn that tutors give to everybody: 1 is as much as full schooling",
                ASSUMED,
            )),
            flattening: reader.schedule(lever(
                Number("flattening", "share", (0.0, 1.0), 0.0),
                "How much tutors flatten the differences in learning speed: 1 removes them",
                ASSUMED,
            )),
        })
    }
}
