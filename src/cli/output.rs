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

/// A number of bytes for people: `1.5 GiB`.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut size = number as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

/// A rate or number with a unit prefix: `23.4 M`.
pub fn with_prefix(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("{:.1} G", n / 1e9),
        n if n >= 1e6 => format!("{:.1} M", n / 1e6),
        n if n >= 1e3 => format!("{:.1} k", n / 1e3),
        n => format!("{n:.0} "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_for_people() {
        assert_eq!(bytes(1_610_612_736), "1.5 GiB");
        assert_eq!(bytes(0), "0.0 KiB");
        assert_eq!(bytes(u64::MAX), "16.0 EiB");
        assert_eq!(with_prefix(23_400_000.0), "23.4 M");
    }
}
