//! Korean particles after any word: 은 or 는, 이 or 가, by the last sound of what is read aloud.

/// A particle with two forms: after a consonant, and after a vowel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particle {
    /// 은, 는
    Topic,
    /// 이, 가
    Subject,
    /// 을, 를
    Object,
    /// 으로, 로; ㄹ counts as a vowel.
    Toward,
    /// 과, 와
    And,
}

/// The last sound of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Vowel,
    /// ㄹ
    Liquid,
    Consonant,
}

/// The word with its particle. What stands in brackets or quotation marks at the end is not read.
pub fn with(word: &str, particle: Particle) -> String {
    let (closed, open) = match particle {
        Particle::Topic => ("은", "는"),
        Particle::Subject => ("이", "가"),
        Particle::Object => ("을", "를"),
        Particle::Toward => ("으로", "로"),
        Particle::And => ("과", "와"),
    };
    let end = end(word);
    let as_vowel = end == End::Vowel || (particle == Particle::Toward && end == End::Liquid);
    format!("{word}{}", if as_vowel { open } else { closed })
}

fn end(word: &str) -> End {
    let spoken = spoken(word);
    match spoken.chars().last() {
        Some(syllable @ '가'..='힣') => match (syllable as u32 - '가' as u32) % 28 {
            0 => End::Vowel,
            8 => End::Liquid,
            _ => End::Consonant,
        },
        Some(digit @ '0'..='9') => of_number(spoken, digit),
        Some(letter) if letter.is_ascii_alphabetic() => of_latin(spoken),
        // 퍼센트, and signs that are not read.
        _ => End::Vowel,
    }
}

/// The word without brackets, quotation marks and blanks at its end.
fn spoken(word: &str) -> &str {
    let quotes = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '’' | '”' | '」' | '』' | '.' | ',');
    let bare = word.trim_end_matches(quotes);
    match opening(bare) {
        Some(bracket) if !bare[..bracket].trim().is_empty() => spoken(&bare[..bracket]),
        _ => bare.trim_end_matches(')'),
    }
}

/// Where the bracket opens that closes at the end of the word.
fn opening(word: &str) -> Option<usize> {
    if !word.ends_with(')') {
        return None;
    }
    let mut depth = 0;
    for (at, character) in word.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' if depth == 1 => return Some(at),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Digits are read one by one after the point (영, 일, 이 …) and with 십, 백, 천, 만, 억, 조 before it.
fn of_number(spoken: &str, last: char) -> End {
    let start = spoken
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map_or(0, |at| at + spoken[at..].chars().next().map_or(1, char::len_utf8));
    let number = &spoken[start..];
    let whole = !number.contains('.');
    let zeros = number.bytes().rev().filter(u8::is_ascii_digit).take_while(|digit| *digit == b'0').count();
    match last {
        // 조 is the only unit that ends in a vowel.
        '0' if whole && (12..16).contains(&zeros) => End::Vowel,
        '0' | '3' | '6' => End::Consonant,
        '1' | '7' | '8' => End::Liquid,
        _ => End::Vowel,
    }
}

/// Capitals are spelt out (엘, 엠, 엔); other words are read as they usually are in Korean.
fn of_latin(spoken: &str) -> End {
    let start = spoken
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| at + spoken[at..].chars().next().map_or(1, char::len_utf8));
    let word = &spoken[start..];
    let letters = word.to_ascii_lowercase();
    if word.bytes().all(|letter| letter.is_ascii_uppercase()) || word.len() == 1 {
        return match letters.as_bytes().last() {
            Some(b'l') => End::Liquid,
            Some(b'm' | b'n') => End::Consonant,
            _ => End::Vowel,
        };
    }
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    match letters.as_bytes() {
        [.., before, b'l', b'e'] if !vowel(*before) => End::Liquid,
        [.., b'l'] | [.., b'l', b'e'] => End::Liquid,
        [.., b'm' | b'n'] | [.., b'm' | b'n', b'e'] | [.., b'n', b'g'] => End::Consonant,
        [.., before, b'p' | b't' | b'k' | b'c' | b'b'] if vowel(*before) => End::Consonant,
        _ => End::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_last_sound() {
        for (word, topic, subject, object, toward, and) in [
            ("소득", "은", "이", "을", "으로", "과"),
            ("순위", "는", "가", "를", "로", "와"),
            ("서울", "은", "이", "을", "로", "과"),
            ("2025년", "은", "이", "을", "으로", "과"),
            ("0.40", "은", "이", "을", "으로", "과"),
            ("0.41", "은", "이", "을", "로", "과"),
            ("0.42", "는", "가", "를", "로", "와"),
            ("0.43", "은", "이", "을", "으로", "과"),
            ("104", "는", "가", "를", "로", "와"),
            ("2035", "는", "가", "를", "로", "와"),
            ("16", "은", "이", "을", "으로", "과"),
            ("−0.27", "은", "이", "을", "로", "과"),
            ("18", "은", "이", "을", "로", "과"),
            ("9", "는", "가", "를", "로", "와"),
            ("10", "은", "이", "을", "으로", "과"),
            ("1,000", "은", "이", "을", "으로", "과"),
            ("1000000000000", "는", "가", "를", "로", "와"),
            ("5 %", "는", "가", "를", "로", "와"),
            ("95%", "는", "가", "를", "로", "와"),
            ("0.42(95% 신뢰구간 0.38~0.46)", "는", "가", "를", "로", "와"),
            ("‘길이’(분(하루))", "는", "가", "를", "로", "와"),
            ("지능지수(IQ)", "는", "가", "를", "로", "와"),
            ("‘길이’", "는", "가", "를", "로", "와"),
            ("AI", "는", "가", "를", "로", "와"),
            ("METR", "는", "가", "를", "로", "와"),
            ("LLM", "은", "이", "을", "으로", "과"),
            ("URL", "은", "이", "을", "로", "과"),
            ("D-day", "는", "가", "를", "로", "와"),
            ("Google", "은", "이", "을", "로", "과"),
            ("timeline", "은", "이", "을", "으로", "과"),
            ("robot", "은", "이", "을", "으로", "과"),
            ("trend", "는", "가", "를", "로", "와"),
            ("", "는", "가", "를", "로", "와"),
        ] {
            let all = [
                (Particle::Topic, topic),
                (Particle::Subject, subject),
                (Particle::Object, object),
                (Particle::Toward, toward),
                (Particle::And, and),
            ];
            for (particle, expected) in all {
                assert_eq!(with(word, particle), format!("{word}{expected}"), "{particle:?}");
            }
        }
    }
}
