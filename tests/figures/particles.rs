//! Korean particles after numbers and brackets in what is printed beside the figures.

use iqsim::report::sentence::particle::{Particle, with};

const FORMS: [(&str, Particle); 8] = [
    ("으로", Particle::Toward),
    ("로", Particle::Toward),
    ("은", Particle::Topic),
    ("는", Particle::Topic),
    ("을", Particle::Object),
    ("를", Particle::Object),
    ("과", Particle::And),
    ("와", Particle::And),
];

/// Words with a particle that does not follow their last sound.
pub fn wrong(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in text.lines() {
        for (form, particle) in FORMS {
            for (at, _) in line.match_indices(form) {
                let (word, rest) = (&line[..at], &line[at + form.len()..]);
                let ends =
                    rest.chars().next().is_none_or(|next| next.is_whitespace() || ",.;".contains(next));
                let is_number =
                    word.ends_with(|last: char| last.is_ascii_alphanumeric() || "%)".contains(last));
                if ends && is_number && with(word, particle) != format!("{word}{form}") {
                    faults.push(format!("{form} in {line}"));
                }
            }
        }
    }
    faults
}

#[test]
fn a_wrong_particle_is_found() {
    assert_eq!(wrong("0.170에서 0.226로 바뀐다").len(), 1);
    assert_eq!(wrong("+0.10(95% 신뢰구간 0.01~0.19)를 보탠다").len(), 1);
    assert_eq!(wrong("nordic_baseline와 twin").len(), 1);
    assert_eq!(wrong("0.226으로, 0.10(0.01~0.19)을, 20%(1~2)로, METR와 ai_century는").len(), 0);
}
