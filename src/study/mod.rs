//! Many runs and what they say together: data in, findings out; no text, no files.

pub mod dday;
