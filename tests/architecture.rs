//! Who imports whom: a module may import only from modules to its left, with a few bans besides.

use std::fs;
use std::path::{Path, PathBuf};

/// The library's modules in order.
const ORDER: [&str; 11] =
    ["math", "model", "engine", "stats", "scenario", "population", "year", "run", "store", "study", "report"];

/// Modules that import nothing but `math`.
const PURE: [&str; 3] = ["model", "engine", "stats"];

/// Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("readable folder") {
        let path = entry.expect("readable entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Lines of a file without comments and without its unit tests, which may look anywhere.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("readable source");
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

/// Names after `crate::` in a line.
fn imports(line: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    line.split("crate::").skip(1).map(name).collect()
}

#[test]
fn modules_import_only_from_their_left() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (position, module) in ORDER.iter().enumerate() {
        for path in sources(&source_root().join(module)) {
            for line in code(&path) {
                for import in imports(&line) {
                    seen += 1;
                    let at = ORDER.iter().position(|name| *name == import);
                    let allowed = match at {
                        None => false,
                        Some(at) if at == position => true,
                        // Statistics choose vector instructions, which are no part of what they say.
                        Some(_) if *module == "stats" && line.contains("engine::lanes::widest") => true,
                        Some(at) => at < position && !(PURE.contains(module) && import != "math"),
                    };
                    if !allowed {
                        wrong.push(format!("{}: {}", path.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} imports seen: does the search still work?");
    assert!(wrong.is_empty(), "imports against the order:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_order() {
    let text = fs::read_to_string(source_root().join("lib.rs")).expect("readable");
    let declared: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut sorted = declared.clone();
    sorted.sort_by_key(|module| ORDER.iter().position(|name| name == module));
    assert_eq!(declared.len(), ORDER.len());
    assert!(declared.iter().all(|module| ORDER.contains(module)), "{declared:?}");
}

/// Files that may use a word, by the start of their path below `src`.
fn assert_only_in(word: &str, places: &[&str]) {
    let root = source_root();
    let mut wrong = Vec::new();
    for path in sources(&root) {
        let name = path.strip_prefix(&root).expect("below src").display().to_string();
        if !places.iter().any(|place| name.starts_with(place))
            && code(&path).iter().any(|line| line.contains(word))
        {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{word} outside {places:?}: {wrong:?}");
}

#[test]
fn one_file_knows_threads_one_reads_one_writes() {
    assert_only_in("rayon", &["engine/blocks.rs"]);
    assert_only_in("unsafe ", &["engine/lanes/"]);
    assert_only_in("println!", &["cli/"]);
    assert_only_in("SystemTime", &["store/manifest.rs"]);
    assert_only_in("std::process", &["cli/", "main.rs"]);
    assert_only_in("Population", &["population/", "year/", "run/replicate.rs"]);
}
