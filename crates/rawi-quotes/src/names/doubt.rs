//! What speaks against two spellings whose letters could be laid against each other.
//!
//! Arabic writes long vowels only, and in its own names they tell one from another: حسن and حسين, محمد and محمود,
//! أحمد and حمد. In foreign names the same letters come and go (ترمب, ترامب). The shorter the word, the more
//! a long vowel weighs.

use super::letters::Alignment;
use super::parts::Letters;

/// Thousandths taken from the likeness of two spellings.
pub(super) fn doubt(alignment: &Alignment, a: Letters, b: Letters) -> i32 {
    let count = match (a, b) {
        (Letters::Arabic, Letters::Latin) => arabic_latin(alignment),
        (Letters::Arabic, Letters::Arabic) => return arabic(alignment),
        _ => return 0,
    };
    let consonants =
        alignment.groups.iter().flat_map(|(x, _, _)| x.chars()).filter(|c| !is_vowel(*c)).count();
    count * if consonants <= 4 { 250 } else { 80 }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'أ' | 'ا' | 'و' | 'ي' | 'ة')
}

fn arabic_latin(alignment: &Alignment) -> i32 {
    let groups = &alignment.groups;
    let last = groups.len().saturating_sub(1);
    let has = |letters: &str, any: &[char]| letters.contains(any);
    let mut count = 0;
    for (at, (x, y, _)) in groups.iter().enumerate() {
        let medial = at > 0 && at < last;
        count += i32::from(medial && x.contains('ي') && !has(y, &['i', 'e', 'y', 'j']));
        count += i32::from(medial && x.contains('و') && !has(y, &['o', 'u', 'w', 'v']));
        count += i32::from(medial && x == "ا" && y.is_empty());
        // An alef at the beginning carries a vowel, and a vowel at the beginning needs an alef or an ayn.
        let vowel = has(y, &['a', 'e', 'i', 'o', 'u', 'y']);
        count += 2 * i32::from(at == 0 && x.starts_with('أ') && !vowel);
        let opens = y.starts_with(['a', 'e', 'i', 'o', 'u']);
        count += 2 * i32::from(at == 0 && opens && !x.starts_with(['أ', 'ا', 'ع', 'و', 'ي']));
    }
    count + long_vowels(alignment)
}

/// Long vowels that Latin spells with two letters and the Arabic word does not have.
fn long_vowels(alignment: &Alignment) -> i32 {
    let mut latin: Vec<(char, usize)> = Vec::new();
    for (at, (_, y, _)) in alignment.groups.iter().enumerate() {
        latin.extend(y.chars().map(|c| (c, at)));
    }
    let mut count = 0;
    for at in 1..latin.len().saturating_sub(2) {
        let needed: &[char] = match (latin[at].0, latin[at + 1].0) {
            ('e', 'e' | 'i') | ('a', 'i') | ('i', 'e') => &['ي', 'ا'],
            ('o', 'u' | 'o') => &['و'],
            _ => continue,
        };
        let groups = &alignment.groups[latin[at].1..=latin[at + 1].1];
        count += i32::from(!groups.iter().any(|(x, _, _)| x.contains(needed)));
    }
    count
}

/// Two Arabic spellings: a word of three consonants is another word with another letter; longer ones, most of them
/// foreign, may have an alef more at four consonants (but no consonant), any long vowel from five on.
fn arabic(alignment: &Alignment) -> i32 {
    let consonants = |side: fn(&(String, String, i32)) -> &str| {
        alignment.groups.iter().flat_map(|group| side(group).chars()).filter(|c| !is_vowel(*c)).count()
    };
    let fewest = consonants(|group| &group.0).min(consonants(|group| &group.1));
    let mut doubt = 0;
    for (at, (x, y, _)) in alignment.groups.iter().enumerate() {
        if x == y {
            continue;
        }
        let opens = at == 0 && (x.starts_with('أ') != y.starts_with('أ'));
        let vowels = x.chars().chain(y.chars()).all(is_vowel);
        let alef = vowels && x.chars().chain(y.chars()).all(|c| c == 'ا');
        doubt += match fewest {
            0..=3 => 500,
            _ if opens => 500,
            4 if vowels && !alef || !vowels && (x.is_empty() || y.is_empty()) => 500,
            _ => 0,
        };
    }
    doubt
}
