//! What the commands that carry out a plan have in common: reading, the store, the runs, the files.

use super::run::{command_line, tell_speed};
use super::studies::{Clock, source, threads};
use crate::cli::arguments::{StudyArguments, VaryArguments};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{bytes, error_line, with_prefix};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::language::Language;
use iqsim::report::page::scenario::of_study;
use iqsim::run::memory::needed_bytes;
use iqsim::run::progress::{Progress, Silent};
use iqsim::run::{Options, RunError, agent_years, run as simulate};
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::scenario::overrides;
use iqsim::store::columns::Table;
use iqsim::store::error::StoreError;
use iqsim::store::manifest::RunRecord;
use iqsim::store::runs::rows::Rows;
use iqsim::store::runs::save::{Pieces, save_sweep};
use iqsim::store::runs::shelf::{Shelf, identity};
use iqsim::store::runs::{PROGRAM, RunKey, RunRow, Status};
use iqsim::store::save::ExtraFile;
use iqsim::study::sweep::execute::{Keys, LARGE, Listener, Shard, SweepError, execute};
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::summary::Finished;
use iqsim::study::sweep::{notation, read, record, tables};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// More configurations than this want a `--yes`.
const MANY: u64 = 10_000;

/// Runs whose trouble is told.
pub const TROUBLES: usize = 5;

/// Reads what is to be varied; options of the command line come on top of the study.
pub fn read_study(arguments: &VaryArguments) -> Result<Study, Failure> {
    let mut study = read::read(&arguments.source, &arguments.study.set)?;
    for text in &arguments.vary {
        let axis = notation::axis(text).map_err(Diagnostics::from)?;
        // An axis of the command line takes the place of the study's.
        match study.axes.iter_mut().find(|known| known.name == axis.name) {
            Some(known) => *known = axis,
            None => study.axes.push(axis),
        }
    }
    let numbers = [("agents", arguments.study.agents), ("years", arguments.years)];
    for (key, number) in numbers {
        if let Some(number) = number {
            overrides::set(&mut study.draft, &format!("run.{key}={number}"))?;
        }
    }
    study.seed = arguments.study.seed.or(study.seed);
    study.replicates = arguments.study.reps.unwrap_or(study.replicates);
    if !arguments.measure.is_empty() {
        study.measures.clone_from(&arguments.measure);
    }
    study.time_limit = arguments.time_limit.or(study.time_limit);
    if study.time_limit.is_some_and(|limit| limit <= 0.0 || limit > 1e9) {
        return Err(Failure::Message(
            Exit::Refused,
            "--time-limit\n   = allowed: a number above 0".to_owned(),
        ));
    }
    Ok(study)
}

/// A plan with the places of its results.
pub struct Undertaking {
    pub plan: Plan,
    pub folder: PathBuf,
    pub store: PathBuf,
    /// People times simulated years that were lived through now, and not before.
    done: AtomicU64,
    /// The store stands among the results and belongs to this study alone.
    own_store: bool,
}

impl Undertaking {
    pub fn new(plan: Plan, arguments: &VaryArguments, word: &str) -> Self {
        let folder = arguments
            .out
            .clone()
            .unwrap_or_else(|| Path::new("output").join(format!("{word}_{}", plan.name)));
        let store = arguments.store.clone().unwrap_or_else(|| folder.join("store"));
        Self { plan, folder, store, own_store: arguments.store.is_none(), done: AtomicU64::new(0) }
    }

    /// The merged shards of a sweep.
    pub fn merged(plan: Plan, folder: PathBuf, store: PathBuf) -> Self {
        Self { plan, folder, store, own_store: true, done: AtomicU64::new(0) }
    }

    /// Refuses what should not be begun: too many points, a store of another program or scenario, runs that are there.
    pub fn check(&self, arguments: &VaryArguments) -> Result<(), Failure> {
        let count = self.plan.configurations();
        let refuse = |text: String| Err(Failure::Message(Exit::Refused, text));
        if count > MANY && !arguments.yes && !arguments.dry_run {
            return refuse(format!(
                "this is a sweep of {count} configurations, {} runs\n   = allowed: at most {MANY} without --yes; \
                 --dry-run shows how long it takes",
                self.plan.runs()
            ));
        }
        if let Some(identity) = identity(&self.store)?
            && identity.program != PROGRAM
        {
            return refuse(format!(
                "the store {} was made by {}; this is {PROGRAM}\n   = runs of two programs are never mixed: choose \
                 another folder with --out",
                self.store.display(),
                identity.program
            ));
        }
        if self.own_store && !arguments.dry_run {
            self.same_scenario()?;
            if !arguments.resume && identity(&self.store)?.is_some() {
                return refuse(format!(
                    "there is a sweep in {} already\n   = go on with it: --resume; or choose another folder: --out",
                    self.folder.display()
                ));
            }
        }
        Ok(())
    }

    /// The results of another scenario are not overwritten.
    fn same_scenario(&self) -> Result<(), Failure> {
        let path = self.folder.join(record::STUDY);
        if !path.is_file() || identity(&self.store)?.is_none() {
            return Ok(());
        }
        let other = read::base_of(&path)?;
        if other.fingerprint() == self.plan.fingerprint() {
            return Ok(());
        }
        Err(Failure::Message(
            Exit::Refused,
            format!(
                "the sweep in {} was made from another scenario: \"{}\" ({}), not \"{}\" ({})\n   = scenarios are never \
                 mixed: choose another folder with --out",
                self.folder.display(),
                other.settings.title,
                &other.fingerprint()[..12],
                self.plan.base.settings.title,
                &self.plan.fingerprint()[..12]
            ),
        ))
    }

    /// Does the runs that are missing and returns what the store then knows.
    pub fn carry_out(&self, arguments: &VaryArguments) -> Result<(Rows, Keys), Failure> {
        let measures = self.plan.measure_names();
        let known = Rows::load(&self.store, &measures)?;
        let shelf = Shelf::open(&self.store, measures.clone(), self.plan.series_metrics())?;
        // From now on the folder says what it is, even if the power fails.
        for file in self.own_files() {
            let path = self.folder.join(&file.name);
            fs::create_dir_all(&self.folder).and_then(|()| fs::write(&path, &file.bytes)).map_err(
                |error| Failure::Message(Exit::Failed, format!("cannot write {}: {error}", path.display())),
            )?;
        }
        stop_on_interrupt();
        let display = Display::new(arguments.study.quiet);
        let shard = arguments.shard.unwrap_or(Shard::WHOLE);
        let runs = shard.size(self.plan.runs());
        let one = self.plan.agent_years() / self.plan.runs().max(1);
        display.begin(one.saturating_mul(runs));
        let desk = Desk {
            known: &known,
            shelf: &shelf,
            display: &display,
            retry: arguments.retry_failed,
            bad: AtomicU64::new(0),
            done: &self.done,
        };
        let keys = Keys::unknown(&self.plan);
        let done = execute(&self.plan, shard, arguments.study.threads, (&keys, &desk));
        display.finish();
        let put_down = shelf.flush();
        if let Err(error) = done {
            let stored = Rows::load(&self.store, &measures).map_or(0, |rows| rows.len());
            return Err(ended_early(error, stored, self.plan.runs()));
        }
        put_down?;
        Ok((Rows::load(&self.store, &measures)?, keys))
    }

    /// The study and its scenario: the whole record.
    fn own_files(&self) -> Vec<ExtraFile> {
        let file = |name: &str, text: String| ExtraFile { name: name.to_owned(), bytes: text.into_bytes() };
        let mut files = vec![
            file(record::STUDY, record::study_toml(&self.plan)),
            file(&record::scenario_file(&self.plan), self.plan.base.to_toml(true)),
        ];
        files.extend(record::design_csv(&self.plan).map(|text| file(record::DESIGN, text)));
        files
    }

    /// Writes tables, findings and charts.
    pub fn save(
        &self,
        finished: Finished<'_>,
        files: Vec<ExtraFile>,
        clock: &Clock,
        study: Option<&StudyArguments>,
    ) -> Result<(), Failure> {
        self.save_with(finished, (&[], files), clock, study)
    }

    /// The same with further tables.
    pub fn save_with(
        &self,
        finished: Finished<'_>,
        (further, mut files): (&[Table], Vec<ExtraFile>),
        clock: &Clock,
        study: Option<&StudyArguments>,
    ) -> Result<(), Failure> {
        files.extend(self.own_files());
        let run = &self.plan.base.settings.run;
        let timings = clock.timings(self.done.load(Ordering::Relaxed));
        let record = RunRecord {
            scenario: self.plan.base.to_toml(false),
            fingerprint: self.plan.fingerprint().to_owned(),
            seed: run.seed,
            agents: run.agents,
            years: run.years,
            replicates: self.plan.replicates,
            command_line: command_line(),
            threads: threads(study.and_then(|study| study.threads)),
            started: clock.started(),
        };
        let runs = || -> Box<dyn Iterator<Item = _>> { Box::new(tables::runs(finished)) };
        let summary = || -> Box<dyn Iterator<Item = _>> { Box::new(tables::summary(finished)) };
        let series = || -> Box<dyn Iterator<Item = _>> { Box::new(tables::series(finished, &self.store)) };
        let mut list =
            vec![Pieces { name: "runs", begin: &runs }, Pieces { name: "summary", begin: &summary }];
        let begin: Vec<_> = further
            .iter()
            .map(|table| {
                (table.name, move || -> Box<dyn Iterator<Item = Table>> {
                    Box::new(std::iter::once(table.clone()))
                })
            })
            .collect();
        list.extend(begin.iter().map(|(name, begin)| Pieces { name, begin }));
        if self.plan.series {
            list.push(Pieces { name: "series", begin: &series });
        }
        save_sweep(&self.folder, &list, &files, (&record, &timings))?;
        if timings.agent_years > 0 && study.is_some_and(|study| !study.quiet) {
            tell_speed(&timings);
        }
        Ok(())
    }

    /// Name and title of the study; of one without a title that of its scenario.
    pub fn title(&self, language: Language) -> String {
        format!("{}: {}", self.plan.name, of_study(&self.plan, language).0)
    }

    /// The line at the bottom of a chart.
    pub fn source(&self, language: Language) -> String {
        let name = if self.plan.name == self.plan.base.name {
            self.plan.base.name.clone()
        } else {
            format!("{} {}", language.say("study", "연구"), self.plan.name)
        };
        source(&[name], &self.plan.base, self.plan.replicates, language)
    }
}

/// Takes the runs as they end.
struct Desk<'a> {
    known: &'a Rows,
    shelf: &'a Shelf,
    display: &'a Display,
    retry: bool,
    bad: AtomicU64,
    done: &'a AtomicU64,
}

impl Listener for Desk<'_> {
    fn wants(&self, key: RunKey, replicate: u32) -> bool {
        match self.known.get(key, replicate) {
            None => true,
            Some(run) => self.retry && !run.status.is_final(),
        }
    }

    fn finished(&self, row: RunRow, agent_years: u64) -> Result<(), StoreError> {
        if row.status != Status::Ok {
            let bad = self.bad.fetch_add(1, Ordering::Relaxed) + 1;
            self.display.note(&if bad == 1 { "1 failed".to_owned() } else { format!("{bad} failed") });
        }
        self.done.fetch_add(agent_years, Ordering::Relaxed);
        self.display.advance(agent_years);
        self.shelf.add(row)
    }

    fn skipped(&self, agent_years: u64) {
        self.display.advance(agent_years);
    }

    fn should_stop(&self) -> bool {
        self.display.should_stop()
    }
}

/// Why a sweep ended before its last run, and what is left of it.
pub fn ended_early(error: SweepError, stored: usize, runs: u64) -> Failure {
    match error {
        SweepError::Interrupted => {
            error_line(&format!("interrupted: {stored} of {runs} runs are stored; go on with --resume"));
            Failure::Message(Exit::Interrupted, "the sweep is not complete".to_owned())
        }
        SweepError::Store(error) => Failure::Message(
            Exit::Failed,
            format!(
                "{error}\n   = {}\n   = {stored} of {runs} runs are stored; go on with --resume",
                error.advice()
            ),
        ),
        SweepError::Run(RunError::Interrupted) => Failure::Run(RunError::Interrupted),
        SweepError::Run(error) => Failure::Run(error),
    }
}

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
