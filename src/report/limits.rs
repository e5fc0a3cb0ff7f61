//! tmp
pub fn limits() -> Vec<String> {
    Vec::new()
}
