//! simulate: how income follows cognitive ability, and what would change it.

mod cli;

use cli::arguments::{Arguments, Command};
use cli::commands;
use cli::exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::read();
    let language = arguments.lang.into();
    let done = match arguments.command {
        Some(Command::Check { scenario, set, schema_comments }) => {
            commands::check::run(&scenario, &set, schema_comments)
        }
        Some(Command::Bench(arguments)) => commands::bench::run(&arguments),
        Some(Command::Dday(options)) => commands::dday::run(&options, language),
        Some(Command::Compare(arguments)) => commands::compare::run(&arguments, language),
        Some(Command::Attribute(arguments)) => commands::attribute::run(&arguments, language),
        Some(Command::Validate(arguments)) => commands::validate::run(&arguments, language),
        Some(Command::Calibrate(arguments)) => commands::calibrate::run(&arguments, language),
        Some(Command::CheckNull(arguments)) => commands::check_null::run(&arguments, language),
        Some(Command::Sweep(arguments)) => commands::sweep::run(&arguments, language),
        Some(Command::Discover(arguments)) => commands::discover::run(&arguments, language),
        Some(Command::Sensitivity(arguments)) => commands::sensitivity::run(&arguments, language),
        Some(Command::Merge(arguments)) => commands::merge::run(&arguments, language),
        Some(Command::Schema) => commands::describe::schema(),
        Some(Command::Keys) => commands::describe::keys(),
        Some(Command::List) => commands::describe::list(),
        Some(Command::Report(arguments)) => commands::report::run(&arguments, language),
        Some(Command::Explain { name }) => commands::explain::run(&name, language),
        Some(Command::New { name }) => commands::new::run(&name),
        Some(Command::Completions { shell }) => commands::describe::completions(shell),
        Some(Command::Man) => commands::describe::man(),
        None => match arguments.scenario {
            Some(scenario) => match arguments.run.draws {
                Some(draws) => commands::ensemble::run(&scenario, draws, &arguments.run, language),
                None => commands::run::run(&scenario, &arguments.run, language),
            },
            None => commands::describe::help(),
        },
    };
    match done {
        Ok(()) => Exit::Done.into(),
        Err(failure) => failure.report(),
    }
}
