//! Consonant skeletons: a few coarse keys for each word, alike for spellings of one name in any of the scripts.

use super::parts::{Letters, Word};

/// Most keys of one word.
const MOST: usize = 8;

/// The keys of a word: one for each reading of its ambiguous letters, at most eight, sorted.
///
/// Vowels and glides are left out, sounds that scripts and spellings confuse fall together (b and p; s and z), and
/// where a letter stands for two classes (g: ج or ك) both readings make a key.
#[must_use]
pub fn keys(word: &Word) -> Vec<String> {
    let mut keys = Vec::new();
    for form in &word.forms {
        let letters: Vec<char> = form.chars().collect();
        let mut readings = vec![String::new()];
        let mut at = 0;
        while at < letters.len() {
            let (taken, classes) = classes(&letters[at..], at == 0, word.script);
            at += taken;
            let width = readings.len();
            for class in &classes[1..] {
                if readings.len() + width <= MOST {
                    let mut other: Vec<String> = readings[..width].to_vec();
                    other.iter_mut().for_each(|reading| extend(reading, class));
                    readings.extend(other);
                }
            }
            readings[..width].iter_mut().for_each(|reading| extend(reading, classes[0]));
        }
        keys.append(&mut readings);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A consonant written twice, or two letters of one class in a row, count once.
fn extend(reading: &mut String, class: &str) {
    for c in class.chars() {
        if !reading.ends_with(c) {
            reading.push(c);
        }
    }
}

/// Letters taken from the front, and the classes they may stand for.
fn classes(letters: &[char], first: bool, script: Letters) -> (usize, &'static [&'static str]) {
    match script {
        Letters::Arabic => arabic(letters),
        Letters::Latin => latin(letters, first),
        Letters::Cyrillic => cyrillic(letters),
        Letters::Other => (1, &["O"]),
    }
}

fn arabic(letters: &[char]) -> (usize, &'static [&'static str]) {
    let classes: &'static [&'static str] = match letters {
        ['ت', 'ش' | 'س' | 'ز', ..] | ['د', 'ز', ..] => return (2, &["S", "TS"]),
        ['ك', 'س', ..] => return (2, &["KS", "S"]),
        ['ب', ..] => &["P"],
        ['ف' | 'ڤ', ..] => &["F"],
        ['ت' | 'د' | 'ط' | 'ض', ..] => &["T"],
        ['ث' | 'ذ' | 'ظ', ..] => &["T", "S"],
        ['س' | 'ص' | 'ز' | 'ش' | 'چ' | 'ژ', ..] => &["S"],
        ['ج', ..] => &["S", "K"],
        ['ك' | 'ق' | 'غ' | 'گ', ..] => &["K"],
        ['خ', ..] => &["K", "H"],
        ['ه'] => &[""],
        ['ه' | 'ح', ..] => &["H"],
        ['ل', ..] => &["L"],
        ['م', ..] => &["M"],
        ['ن', ..] => &["N"],
        ['ر', ..] => &["R"],
        _ => &[""],
    };
    (1, classes)
}

fn latin(letters: &[char], first: bool) -> (usize, &'static [&'static str]) {
    match letters {
        ['s', 'c', 'h', ..] | ['t', 'c', 'h', ..] => return (3, &["S"]),
        ['s', 'h', ..] | ['s', 'z', ..] | ['c', 'z', ..] | ['t', 's', ..] | ['t', 'z', ..] => {
            return (2, &["S"]);
        }
        ['c', 'h', ..] => return (2, &["S", "K"]),
        ['k', 'h', ..] => return (2, &["K", "H"]),
        ['g', 'h', ..] => return (2, &["K", ""]),
        ['t', 'h', ..] | ['d', 'h', ..] => return (2, &["T", "S"]),
        ['p', 'h', ..] => return (2, &["F"]),
        ['d', 'j', ..] => return (2, &["S"]),
        ['c', 'e' | 'i' | 'y', ..] => return (1, &["S", "T"]),
        ['c', 'k', ..] => return (2, &["K"]),
        // Slavic and Turkic letters that folding takes the mark from: č, ć, ç.
        ['c', ..] => return (1, &["K", "S"]),
        ['a' | 'e', 'h'] => return (2, &[""]),
        _ => {}
    }
    let classes: &'static [&'static str] = match letters[0] {
        'b' | 'p' => &["P"],
        'f' => &["F"],
        'v' => &["F", ""],
        'w' => &["", "F"],
        't' | 'd' => &["T"],
        's' => &["S"],
        'z' if first => &["S", "T"],
        'z' => &["S"],
        'j' => &["S", "", "K", "H"],
        'g' => &["K", "S"],
        'k' | 'q' => &["K"],
        'x' => &["KS", "S", "K"],
        'h' => &["H", ""],
        'l' => &["L"],
        'm' => &["M"],
        'n' => &["N"],
        'r' => &["R"],
        _ => &[""],
    };
    (1, classes)
}

fn cyrillic(letters: &[char]) -> (usize, &'static [&'static str]) {
    let classes: &'static [&'static str] = match letters {
        ['д', 'ж' | 'з', ..] | ['т', 'с' | 'ц', ..] => return (2, &["S", "TS"]),
        ['к', 'с', ..] => return (2, &["KS", "S"]),
        ['б' | 'п', ..] => &["P"],
        ['в', ..] => &["F", ""],
        ['ф', ..] => &["F", "T"],
        ['т' | 'д', ..] => &["T"],
        ['с' | 'з' | 'ж' | 'ш' | 'щ' | 'ц' | 'ч', ..] => &["S"],
        ['к', ..] => &["K"],
        ['г', ..] => &["K", "H"],
        ['х', ..] => &["H", "K"],
        ['л', ..] => &["L"],
        ['м', ..] => &["M"],
        ['н', ..] => &["N"],
        ['р', ..] => &["R"],
        _ => &[""],
    };
    (1, classes)
}
