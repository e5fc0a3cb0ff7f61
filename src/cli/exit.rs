//! Exit codes, and how a command that failed says so.

use super::arguments::blame_options;
use super::diagnostics::render;
use iqsim::report::korean_errors;
use iqsim::report::language::Language;
use iqsim::report::plan_words::bytes;
use iqsim::run::RunError;
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::store::error::StoreError;
use iqsim::store::opened::ReadError;
use std::io::IsTerminal;
use std::process::ExitCode;

/// What the program's exit code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    /// The computer failed: disk, memory, threads.
    Failed = 1,
    /// The command line or the scenario is wrong.
    Refused = 2,
    /// It ran, and the verdict is negative.
    Negative = 3,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not finish.
#[derive(Debug)]
pub enum Failure {
    Scenario(Diagnostics),
    Run(RunError),
    Store(StoreError),
    Read(ReadError),
    /// One message, with its exit code.
    Message(Exit, String),
    /// Whoever read the output has gone.
    PipeClosed,
}

impl Failure {
    /// Prints the reason on the error stream and gives the exit code.
    pub fn report(self, language: Language) -> ExitCode {
        let (exit, text) = match self {
            Self::Scenario(diagnostics) | Self::Read(ReadError::Scenario(diagnostics)) => {
                let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
                let words: Vec<String> = words.collect();
                let diagnostics = blame_options(diagnostics, &words);
                let exit = if diagnostics.any_io() { Exit::Failed } else { Exit::Refused };
                super::output::error_line(render(&diagnostics, in_colour(), language).trim_end());
                return exit.into();
            }
            Self::Run(error) => run_error(&error),
            Self::Store(error) => (Exit::Failed, format!("{error}{NOTE}{}", error.advice())),
            Self::Read(error) => {
                let exit = if error.is_io() { Exit::Failed } else { Exit::Refused };
                (exit, format!("{error}{NOTE}{}", error.advice()))
            }
            Self::Message(exit, text) => (exit, text),
            Self::PipeClosed => return Exit::Done.into(),
        };
        super::output::error_line(&whole(&text, language));
        exit.into()
    }
}

/// Begins a note under a message.
const NOTE: &str = "\n   = ";

/// A message with its notes, in a language.
fn whole(text: &str, language: Language) -> String {
    let mut parts = text.split(NOTE);
    let first =
        parts.next().map(|problem| format!("{}: {}", language.say("error", "오류"), part(problem, language)));
    first.into_iter().chain(parts.map(|note| part(note, language))).collect::<Vec<_>>().join(NOTE)
}

/// A message or a note, of which some hold two: `problem; did you mean …?` and `problem; allowed: …`.
fn part(text: &str, language: Language) -> String {
    let say = |english: &str| korean_errors::message(english, language);
    let seconds = [("did you mean ", "혹시 "), ("allowed: ", "허용: ")];
    for (english, korean) in seconds {
        if let Some((problem, second)) = text.split_once(english) {
            let words = problem.trim_end_matches(['.', ':', ';', ' ']);
            let between = &problem[words.len()..];
            return format!("{}{between}{}{}", say(words), language.say(english, korean), say(second));
        }
    }
    say(text)
}

fn run_error(error: &RunError) -> (Exit, String) {
    match error {
        RunError::Interrupted => (Exit::Interrupted, "interrupted: nothing was written".to_owned()),
        RunError::TooLarge { needed_bytes, available_bytes } => {
            let (needed, free) = (bytes(*needed_bytes), bytes(*available_bytes));
            let advice = "fewer agents (--agents) or a larger machine";
            (Exit::Refused, format!("this run needs about {needed} of memory; {free} are free{NOTE}{advice}"))
        }
        RunError::Threads(reason) => (Exit::Failed, format!("cannot start the threads: {reason}")),
    }
}

/// Whether errors are shown in colour: on a terminal, unless `NO_COLOR` is set.
fn in_colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Scenario(diagnostics)
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::PipeClosed;
        }
        Self::Message(Exit::Failed, format!("cannot write the output: {error}"))
    }
}
