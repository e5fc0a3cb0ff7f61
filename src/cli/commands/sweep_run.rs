//! What the commands that carry out a plan have in common: reading, the store, the runs, the files.

use super::run::{command_line, tell_speed};
use super::studies::{Clock, source, spare, threads};
use crate::cli::arguments::{StudyArguments, VaryArguments};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::error_line;
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::korean_errors::message;
use iqsim::report::language::Language;
use iqsim::report::page::scenario::of_study;
use iqsim::report::plan_words;
use iqsim::run::RunError;
use iqsim::run::progress::Progress;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::scenario::overrides;
use iqsim::store::columns::Table;
use iqsim::store::error::StoreError;
use iqsim::store::manifest::RunRecord;
use iqsim::store::runs::rows::Rows;
use iqsim::store::runs::save::{Pieces, save_sweep};
use iqsim::store::runs::shelf::{Shelf, identity};
use iqsim::store::runs::{PROGRAM, RunKey, RunRow, Status};
use iqsim::store::save::ExtraFile;
use iqsim::study::sweep::execute::{Keys, Listener, Shard, SweepError, execute};
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::summary::Finished;
use iqsim::study::sweep::{notation, read, record, tables};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// More configurations than this want a `--yes`.
const MANY: u64 = 10_000;

/// Runs whose trouble is told.
pub const TROUBLES: usize = 5;

/// Reads what is to be varied; options of the command line come on top of the study.
pub fn read_study(arguments: &VaryArguments) -> Result<Study, Failure> {
    let mut study = read::read(&arguments.source, &arguments.study.set)?;
    study.set = overrides::changes(&arguments.study.set);
    let mut named = Vec::new();
    for text in &arguments.vary {
        let axis = notation::axis(text).map_err(Diagnostics::from)?;
        if named.contains(&axis.name) {
            let twice = Diagnostic::new("this parameter is varied twice").path("--vary").found(text.clone());
            return Err(Diagnostics::from(twice).into());
        }
        named.push(axis.name.clone());
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
            if identity(&self.store)?.is_none() {
                spare(&self.folder)?;
            }
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
            return self.same_axes(&path);
        }
        Err(Failure::Message(
            Exit::Refused,
            format!(
                "the sweep in {} was made from another scenario: \"{}\" ({}), not \"{}\" ({})\n   = scenarios are never \
                 mixed: choose another folder with --out",
                self.folder.display(),
                other.title(),
                &other.fingerprint()[..12],
                self.plan.base.title(),
                &self.plan.fingerprint()[..12]
            ),
        ))
    }

    /// Results over other parameters are not overwritten; replicates, samples and measures may be added.
    fn same_axes(&self, path: &Path) -> Result<(), Failure> {
        let varied = |text: &str| -> Vec<String> {
            text.lines().skip_while(|line| *line != "[vary]").map(str::to_owned).collect()
        };
        let own = self.own_files().into_iter().find(|file| file.name == record::STUDY);
        let own = own.map_or(Vec::new(), |file| varied(&String::from_utf8_lossy(&file.bytes)));
        let other = varied(&fs::read_to_string(path).unwrap_or_default());
        if own == other {
            return Ok(());
        }
        let strange = |these: &[String], those: &[String]| -> String {
            these
                .iter()
                .find(|line| !those.contains(line))
                .cloned()
                .unwrap_or_else(|| "nothing more".to_owned())
        };
        Err(Failure::Message(
            Exit::Refused,
            format!(
                "the sweep in {} varies something else: {}; here: {}\n   = studies are never mixed: choose another folder with --out",
                self.folder.display(),
                strange(&other, &own),
                strange(&own, &other)
            ),
        ))
    }

    /// Does the runs that are missing and returns what the store then knows.
    pub fn carry_out(&self, arguments: &VaryArguments, language: Language) -> Result<(Rows, Keys), Failure> {
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
        let display = Display::new(arguments.study.quiet, language);
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
            language,
            done: &self.done,
        };
        let keys = Keys::unknown(&self.plan);
        let done = execute(&self.plan, shard, arguments.study.threads, (&keys, &desk));
        display.finish();
        let put_down = shelf.flush();
        if let Err(error) = done {
            let stored = Rows::load(&self.store, &measures).map_or(0, |rows| rows.len());
            return Err(ended_early(error, stored, self.plan.runs(), language));
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
        (study, language): (Option<&StudyArguments>, Language),
    ) -> Result<(), Failure> {
        self.save_with(finished, (&[], files), clock, (study, language))
    }

    /// The same with further tables.
    pub fn save_with(
        &self,
        finished: Finished<'_>,
        (further, mut files): (&[Table], Vec<ExtraFile>),
        clock: &Clock,
        (study, language): (Option<&StudyArguments>, Language),
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
            tell_speed(&timings, language);
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
    language: Language,
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
            self.display.note(&plan_words::failed(bad, self.language));
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
pub fn ended_early(error: SweepError, stored: usize, runs: u64, language: Language) -> Failure {
    match error {
        SweepError::Interrupted => {
            let told = format!("interrupted: {stored} of {runs} runs are stored; go on with --resume");
            error_line(&message(&told, language));
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
