//! The command line: reads arguments, calls the library, prints. No mathematics.

pub mod arguments;
pub mod commands;
pub mod diagnostics;
pub mod exit;
pub mod output;
pub mod progress_bar;
