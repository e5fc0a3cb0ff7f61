//! JSON as people and programs read it: indented, undefined is null, one line end at the end.

use serde::Serialize;
use std::io;

/// The bytes of a JSON file.
///
/// # Errors
/// A value that JSON cannot hold.
pub fn bytes(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_is_null() {
        let bytes = bytes(&[None, Some(0.5)]).expect("plain numbers");
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), "[\n  null,\n  0.5\n]\n");
    }
}
