//! The terminal's answer to a run's progress: a bar on a terminal, plain lines elsewhere, silence when asked for.

use super::output::error_line;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use iqsim::report::language::Language;
use iqsim::report::plan_words;
use iqsim::run::progress::Progress;
use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

/// Set by Ctrl-C; read by every run.
static STOP: AtomicBool = AtomicBool::new(false);

/// Plain lines are printed at most this often.
const LINE_EVERY: Duration = Duration::from_secs(2);

/// From now on Ctrl-C asks a run to stop; a second one ends the program at once.
pub fn stop_on_interrupt() {
    // Without a handler Ctrl-C ends the program, and no half-written result can be left either.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(super::exit::Exit::Interrupted as i32);
        }
    });
}

/// Whether Ctrl-C was pressed.
pub fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// Shows how far a run is.
pub enum Display {
    Bar(ProgressBar),
    Lines(Lines),
    Quiet,
}

/// Progress as plain lines.
pub struct Lines {
    language: Language,
    started: OnceLock<Instant>,
    total: AtomicU64,
    done: AtomicU64,
    /// When the last line was printed, and the tenth of the work it told.
    told: Mutex<Option<(Instant, u64)>>,
    /// What stands at the end of each line.
    note: Mutex<String>,
}

impl Display {
    /// A bar on a terminal, lines elsewhere, nothing when quiet.
    pub fn new(quiet: bool, language: Language) -> Self {
        if quiet {
            return Self::Quiet;
        }
        if stderr().is_terminal() {
            return Self::Bar(ProgressBar::new(0).with_style(style(language)));
        }
        Self::Lines(Lines {
            language,
            started: OnceLock::new(),
            total: AtomicU64::new(0),
            done: AtomicU64::new(0),
            told: Mutex::new(None),
            note: Mutex::new(String::new()),
        })
    }

    /// Shows some words beside the progress, such as how many runs have failed.
    pub fn note(&self, words: &str) {
        match self {
            Self::Bar(bar) => bar.set_message(format!("  {words}")),
            Self::Lines(lines) => {
                if let Ok(mut note) = lines.note.lock() {
                    *note = format!("  {words}");
                }
            }
            Self::Quiet => {}
        }
    }

    /// Leaves the terminal clean.
    pub fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn style(language: Language) -> ProgressStyle {
    let rate = move |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{}", plan_words::rate(state.per_sec(), language));
    };
    let template = language.say(
        "{bar:32} {percent:>3} %  {rate}  {eta} left{msg}",
        "{bar:32} {percent:>3}%  {rate}  {eta} 남음{msg}",
    );
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", rate)
}

impl Progress for Display {
    fn begin(&self, agent_years: u64) {
        match self {
            Self::Bar(bar) => {
                bar.set_length(agent_years);
                bar.enable_steady_tick(Duration::from_millis(200));
            }
            Self::Lines(lines) => {
                lines.total.store(agent_years, Ordering::Relaxed);
                let _ = lines.started.set(Instant::now());
                error_line(&plan_words::begins(agent_years, lines.language));
            }
            Self::Quiet => {}
        }
    }

    fn advance(&self, agent_years: u64) {
        match self {
            Self::Bar(bar) => bar.inc(agent_years),
            Self::Lines(lines) => lines.advance(agent_years),
            Self::Quiet => {}
        }
    }

    fn should_stop(&self) -> bool {
        stopped()
    }
}

impl Lines {
    /// Prints a line for each new tenth of the work, unless the last line is too recent.
    fn advance(&self, agent_years: u64) {
        let done = self.done.fetch_add(agent_years, Ordering::Relaxed) + agent_years;
        let total = self.total.load(Ordering::Relaxed).max(1);
        let tenth = done.saturating_mul(10) / total;
        let (Ok(mut told), Some(started)) = (self.told.lock(), self.started.get()) else {
            return;
        };
        let (since, last) = told.unwrap_or((*started, 0));
        if tenth > last && since.elapsed() >= LINE_EVERY && done < total {
            let seconds = started.elapsed().as_secs_f64();
            let left = seconds * (total - done) as f64 / done as f64;
            let line = plan_words::progress(done * 100 / total, done as f64 / seconds, left, self.language);
            let note = self.note.lock().map_or_else(|_| String::new(), |note| note.clone());
            error_line(&format!("{line}{note}"));
            *told = Some((Instant::now(), tenth));
        }
    }
}
