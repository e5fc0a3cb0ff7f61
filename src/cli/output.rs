//! Printing: results on standard output, everything else on the error stream.

use std::io::{self, Write, stderr, stdout};

/// Prints text on standard output, with a line end.
///
/// # Errors
/// What the output refuses, such as a closed pipe.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.trim_end().as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Prints a line on the error stream; nothing is to be done if that fails.
pub fn error_line(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}
