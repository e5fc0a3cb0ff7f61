//! What a sweep would do: its plan, its memory, and its time from a short trial.

use super::sweep_run::Undertaking;
use crate::cli::arguments::VaryArguments;
use crate::cli::exit::Failure;
use iqsim::report::language::Language;
use iqsim::report::plan_words::{self, Outlook};
use iqsim::run::memory::needed_bytes;
use iqsim::run::progress::Silent;
use iqsim::run::{Options, agent_years, run as simulate};
use iqsim::store::runs::rows::Rows;
use iqsim::study::sweep::execute::{LARGE, Shard};
use iqsim::study::sweep::plan::Plan;
use std::time::Instant;

/// What would be done, with the time of a short trial.
pub fn dry_run(
    undertaking: &Undertaking,
    arguments: &VaryArguments,
    language: Language,
) -> Result<String, Failure> {
    let plan = &undertaking.plan;
    let shard = arguments.shard.unwrap_or(Shard::WHOLE);
    let runs = shard.size(plan.runs());
    let stored = Rows::load(&undertaking.store, &plan.measure_names())?.len();
    let agents = plan.base.settings.run.agents;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = arguments.study.threads.unwrap_or(cores);
    let rate =
        trial(plan)? * threads.min(cores).min(usize::try_from(runs).unwrap_or(usize::MAX)).max(1) as f64;
    let work = agent_years(&plan.base).saturating_mul(runs);
    let seconds = work as f64 / rate;
    let side_by_side = if agents > LARGE { 1 } else { threads as u32 };
    Ok(plan_words::plan(
        plan,
        &Outlook {
            shard_runs: (shard != Shard::WHOLE).then_some(runs),
            stored,
            agent_years: work,
            memory: needed_bytes(agents, side_by_side),
            seconds,
            threads,
            folder: undertaking.folder.display().to_string(),
        },
        language,
    ))
}

/// Agent-years a second of one thread, from a run with few people and years.
fn trial(plan: &Plan) -> Result<f64, Failure> {
    let mut small = plan.base.clone();
    let run = &mut small.settings.run;
    (run.agents, run.years) = (run.agents.min(10_000), run.years.min(20));
    run.burn_in_years = run.burn_in_years.min(20);
    run.replicates = 1;
    let started = Instant::now();
    simulate(&small, Options { threads: Some(1), ..Options::default() }, &Silent)?;
    Ok(agent_years(&small) as f64 / started.elapsed().as_secs_f64().max(1e-6))
}
