//! simulate: how income follows cognitive ability, and what would change it.

mod cli;

use cli::arguments::{Arguments, Command};
use cli::commands;
use cli::commands::pictures::Look;
use cli::exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if let Some((scenario, language)) = Arguments::run_is_no_command(&words) {
        let text = format!("there is no command `run`\n   = write `simulate {scenario}`");
        return Failure::Message(Exit::Refused, text).report(language.into());
    }
    let arguments = Arguments::read();
    let language = arguments.lang.into();
    if let Some(path) = Arguments::said_twice(words) {
        let text = format!(
            "`{path}` is said twice\n   = allowed: once, with --set or with an option of its own; replicates of a study with --reps"
        );
        return Failure::Message(Exit::Refused, text).report(language);
    }
    let of_charts = [("--theme", arguments.theme.is_some()), ("--pdf", arguments.pdf)];
    if let Some((option, _)) = of_charts.iter().find(|(_, given)| *given && !arguments.draws_charts()) {
        let text = format!("{option}: this command draws no charts");
        return Failure::Message(Exit::Refused, text).report(language);
    }
    let look = Look { language, theme: arguments.theme.unwrap_or_default().into(), pdf: arguments.pdf };
    let done = match arguments.command {
        Some(Command::Check { scenario, set, schema_comments }) => {
            commands::check::run(&scenario, &set, schema_comments, language)
        }
        Some(Command::Bench(arguments)) => commands::bench::run(&arguments, language),
        Some(Command::Dday(options)) => commands::dday::run(&options, look),
        Some(Command::Compare(arguments)) => commands::compare::run(&arguments, look),
        Some(Command::Attribute(arguments)) => commands::attribute::run(&arguments, look),
        Some(Command::Validate(arguments)) => commands::validate::run(&arguments, look),
        Some(Command::Calibrate(arguments)) => commands::calibrate::run(&arguments, look),
        Some(Command::CheckNull(arguments)) => commands::check_null::run(&arguments, language),
        Some(Command::Sweep(arguments)) => commands::sweep::run(&arguments, look),
        Some(Command::Discover(arguments)) => commands::discover::run(&arguments, look),
        Some(Command::Sensitivity(arguments)) => commands::sensitivity::run(&arguments, look),
        Some(Command::Merge(arguments)) => commands::merge::run(&arguments, look),
        Some(Command::Schema) => commands::describe::schema(),
        Some(Command::Keys) => commands::describe::keys(language),
        Some(Command::List) => commands::describe::list(language),
        Some(Command::Report(arguments)) => commands::report::run(&arguments, language),
        Some(Command::Explain { name }) => commands::explain::run(&name, language),
        Some(Command::New { name }) => commands::new::run(&name, language),
        Some(Command::Completions { shell }) => commands::describe::completions(shell),
        Some(Command::Man) => commands::describe::man(),
        None => match arguments.scenario {
            Some(scenario) => match arguments.run.draws {
                Some(draws) => commands::ensemble::run(&scenario, draws, &arguments.run, look),
                None => commands::run::run(&scenario, &arguments.run, look),
            },
            None => commands::describe::help(),
        },
    };
    match done {
        Ok(()) => Exit::Done.into(),
        Err(failure) => failure.report(language),
    }
}
