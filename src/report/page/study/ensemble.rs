//! What `simulate SCENARIO --draws N` found: where worlds lie over many draws of the assumptions.

use super::sweep::{about, axes, title};
use super::{Told, size};
use crate::report::ensemble_words::{EnsembleFile, cells, findings};
use crate::report::language::Language;
use crate::report::page::Block;
use crate::study::sweep::plan::Plan;

/// Puts the findings into words.
pub fn told(file: &EnsembleFile, plan: &Plan, language: Language) -> Told {
    let mut findings = findings(plan, &file.runs, &file.ensembles, language);
    findings.extend(file.troubles.iter().cloned());
    let caption = language
        .say("Where worlds lie in the first and the last year", "첫해와 마지막 해에 세계들이 놓이는 범위");
    let (name, seed) = (&file.scenario, file.frame.seed);
    Told {
        title: match language {
            Language::English => format!("What the assumptions leave open: {}", title(plan, language)),
            Language::Korean => format!("가정에 따라 달라지는 폭: {}", title(plan, language)),
        },
        line: about(plan, language),
        findings,
        size: size(&file.frame, language),
        tables: vec![Block::Table(cells(&file.ensembles, language).block(caption, 1, language))],
        differences: vec![Block::Table(axes(plan, language))],
        reading: vec![
            language
                .say(
                    "The bands of assumptions are what would be left open if luck were known, those of chance what luck would leave open \
                     if the assumptions were known; the range of worlds holds both.",
                    "가정의 띠는 우연이 정해져 있을 때 남는 폭이고, 우연의 띠는 가정이 정해져 있을 때 남는 폭이다. 세계의 범위에는 둘이 다 들어 있다.",
                )
                .to_owned(),
        ],
        what: match language {
            Language::English => format!("draws of the assumptions of the scenario {name}, seed {seed}"),
            Language::Korean => format!("시나리오 {name}의 가정 추출, 시드 {seed}"),
        },
    }
}
