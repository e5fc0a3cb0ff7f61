//! A small fixed run whose instructions are counted by `benches/instructions.sh`: the same work on every machine.

use iqsim::engine::lanes::{self, InstructionSet};
use iqsim::run::progress::Silent;
use iqsim::run::{Options, agent_years, run};
use iqsim::scenario::Scenario;
use std::path::Path;

fn main() {
    // The count must not depend on the machine's vectors.
    lanes::limit(InstructionSet::Baseline);
    let overrides = ["run.agents=20000", "run.years=9", "run.burn_in_years=10"].map(String::from);
    let scenario = Scenario::load(Path::new("ai_century"), &overrides).expect("a shipped scenario");
    let options = Options { threads: Some(1), ..Options::default() };
    let results = run(&scenario, options, &Silent).expect("small enough");
    println!("{} agent-years, {} years", agent_years(&scenario), results.years.len());
}
