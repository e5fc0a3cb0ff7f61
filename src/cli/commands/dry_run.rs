//! What a sweep would do: its plan, its memory, and its time from a short trial.

use super::sweep_run::Undertaking;
use crate::cli::arguments::VaryArguments;
use crate::cli::exit::Failure;
use crate::cli::output::{bytes, with_prefix};
use iqsim::run::memory::needed_bytes;
use iqsim::run::progress::Silent;
use iqsim::run::{Options, agent_years, run as simulate};
use iqsim::store::runs::rows::Rows;
use iqsim::study::sweep::execute::{LARGE, Shard};
use iqsim::study::sweep::plan::Plan;
use iqsim::study::sweep::record;
use std::fmt::Write;
use std::time::Instant;

/// What would be done, with the time of a short trial.
pub fn dry_run(undertaking: &Undertaking, arguments: &VaryArguments) -> Result<String, Failure> {
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
    let mut page = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(page, "{name:<16}{value}");
    };
    line("axes", plan.axes.iter().map(|axis| axis.name.as_str()).collect::<Vec<_>>().join(", "));
    line("sample", record::sample_word(plan.design.sample()));
    line("configurations", plan.configurations().to_string());
    line("replicates", plan.replicates.to_string());
    line(
        "runs",
        if shard == Shard::WHOLE {
            runs.to_string()
        } else {
            format!("{runs} of {}, this shard", plan.runs())
        },
    );
    line("in the store", format!("{stored} runs"));
    line("agent-years", with_prefix(work as f64).trim_end().to_owned());
    line("measures", plan.measure_names().join(", "));
    line("memory", format!("about {}", bytes(needed_bytes(agents, side_by_side))));
    line("time", format!("about {} on {threads} threads, if none is stored", duration(seconds)));
    line("results", undertaking.folder.display().to_string());
    Ok(page)
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

fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 100.0 => format!("{s:.0} s"),
        s if s < 6000.0 => format!("{:.0} min", s / 60.0),
        s if s < 72.0 * 3600.0 => format!("{:.0} h", s / 3600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}
