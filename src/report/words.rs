//! A few sentences about a run that a person can quote; none claims more than its interval.

use super::language::Language;
use super::sentence;
use crate::store::summary::Summary;

/// Two to six sentences, fewer where the run lacks the metrics.
pub fn sentences(summary: &Summary, language: Language) -> Vec<String> {
    sentence::render(&sentence::of_run(summary), language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::summary::example::{about, results};

    #[test]
    fn both_languages_tell_the_same_number_of_sentences() {
        for (replicates, years) in [(4, 101), (1, 101), (1, 1), (2, 41)] {
            let summary = Summary::new(&results(replicates, years), about(), Vec::new());
            let english = sentences(&summary, Language::English);
            let korean = sentences(&summary, Language::Korean);
            assert_eq!(english.len(), korean.len());
            assert!((2..=5).contains(&english.len()), "{english:#?}");
            assert!(korean.iter().all(|sentence| sentence.ends_with("다.")), "{korean:#?}");
            assert!(english.iter().chain(&korean).all(|sentence| !sentence.contains("NaN")));
        }
    }
}
