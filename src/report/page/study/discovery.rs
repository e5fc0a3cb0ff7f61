//! What `simulate discover` found: the region of assumptions in which an outcome comes about.

use super::sweep::{about, axes, title};
use super::{Told, size};
use crate::report::discover_words::{DiscoverFile, cells, outcome, sentences};
use crate::report::language::Language;
use crate::report::metric_names::capitalised;
use crate::report::page::Block;
use crate::report::sweep_words::ended;
use crate::study::sweep::plan::Plan;

/// Puts the findings into words.
pub fn told(file: &DiscoverFile, plan: &Plan, language: Language) -> Told {
    let mut findings = vec![ended(plan.configurations(), plan.replicates, &file.runs, language)];
    findings.extend(sentences(plan, &file.discovery, language));
    findings.extend(file.troubles.iter().cloned());
    let wanted = outcome(plan, &file.discovery.conditions, language);
    let caption = match language {
        Language::English => format!("Where {wanted}"),
        Language::Korean => format!("결과가 ‘{wanted}’인 영역"),
    };
    let region = file.discovery.region.as_ref().filter(|region| region.holds);
    let (scenario, seed) = (&plan.base.name, file.frame.seed);
    Told {
        title: match language {
            Language::English => format!("Where {wanted}: {}", title(plan, language)),
            Language::Korean => format!("{}: {}", capitalised(&wanted), title(plan, language)),
        },
        line: about(plan, language),
        findings,
        size: size(&file.frame, language),
        tables: region
            .map(|region| Block::Table(cells(region, language).block(&caption, 3, language)))
            .into_iter()
            .collect(),
        differences: vec![Block::Table(axes(plan, language))],
        reading: vec![
            language
                .say(
                    "The region is the box of the patient rule induction method: limits are drawn in a little at a time, as long as the \
                     outcome becomes more frequent inside. Density and coverage in unseen configurations are the ones to be quoted.",
                    "영역은 PRIM(patient rule induction method)의 상자다. 안쪽에서 결과가 더 잦아지는 동안 경계를 조금씩 좁혀 찾는다. \
                     인용할 때는 찾는 데 쓰지 않은 설정에서의 밀도와 포괄률을 쓴다.",
                )
                .to_owned(),
        ],
        what: match language {
            Language::English => {
                format!("discovery {} in the scenario {scenario}, seed {seed}", file.study)
            }
            Language::Korean => format!("시나리오 {scenario}의 영역 찾기 {}, 시드 {seed}", file.study),
        },
    }
}
