//! Any text as a date: what is read is written and read back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_archive::Date;

const PIECES: [&str; 24] = [
    "2018",
    "07",
    "-",
    "/",
    ":",
    "T",
    "Z",
    "+03:00",
    " ",
    ",",
    "July ",
    "Thu",
    "يوليو ",
    "تموز/يوليو",
    "٢٠١٨",
    "٥",
    "PM",
    "م",
    "at ",
    "GMT",
    "1530792000",
    ".",
    "00",
    "de ",
];

fuzz_target!(|data: &[u8]| {
    let mut text = String::new();
    for chunk in data.chunks(3) {
        match chunk {
            [piece @ 0..24, rest @ ..] => {
                text.push_str(PIECES[usize::from(*piece)]);
                text.push_str(&String::from_utf8_lossy(rest));
            }
            raw => text.push_str(&String::from_utf8_lossy(raw)),
        }
    }
    if let Some(date) = Date::parse(&text) {
        assert_eq!(Date::parse(&date.to_string()), Some(date), "{text}");
        let _ = (date.day(), date.seconds(), date.day_only());
    }
});
