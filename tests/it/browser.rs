//! The report in a real browser: Chromium is driven through the page. Where there is no Chromium or no Python, this is
//! left out, and said.

use std::process::Command;

use serde_json::json;

use crate::program::{Program, lines, samples};

fn chromium() -> Option<String> {
    let named = std::env::var("RAWI_CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    named.into_iter().chain(usual).find(|name| Command::new(name).arg("--version").output().is_ok())
}

#[test]
fn a_reader_finds_the_way_through_the_page() {
    let Some(chromium) = chromium() else {
        println!("left out: no Chromium to drive");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("left out: no Python to drive Chromium with");
        return;
    }
    let program = Program::new();
    let archive = samples().join("archive");
    let archive = archive.to_str().expect("its path is UTF-8");
    program.ok(&["report", archive, "-o", "report.html"]);
    program.ok(&["report", archive, "-o", "again.html", "--threads", "1"]);
    program.ok(&["report", archive, "-o", "arabic.html", "--ui", "ar"]);
    let evil = "<script>window.harmed = 1</script><img src=x onerror=\"window.harmed=1\">\u{202e}\"'><b onclick=alert(1)>";
    let text = format!(
        "{evil} “We will open the road by noon {evil} and not before,” said Huda {evil} Salim of the council on Monday, \
         and the council of the town agreed with her after a long day of talks in the hall by the river."
    );
    let articles: Vec<_> = ["</script>one", "two\"><script>window.harmed=1</script>"]
        .iter()
        .map(|outlet| {
            json!({"id": format!("{outlet}#'\"<x>"), "outlet": outlet, "title": evil, "author": evil,
                "url": "javascript:window.harmed=1", "date": "2018-07-05", "lang": "en\"><script>", "text": text})
        })
        .collect();
    program.file("hostile.jsonl", lines(&articles));
    program.ok(&["report", "hostile.jsonl", "-o", "hostile.html"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/it/browser.py");
    let ran = Command::new("python3").arg(script).arg(&chromium).arg(program.path(".")).output();
    let ran = ran.expect("Python starts");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    print!("{out}");
    assert!(ran.status.success(), "{out}{err}");
    assert!(out.contains("driven through the page"), "{out}");
    // Pictures for whoever wants to look at them.
    if let Some(keep) = std::env::var_os("RAWI_SCREENSHOTS") {
        for name in program.files().iter().filter(|name| name.ends_with(".png")) {
            std::fs::copy(program.path(name), std::path::Path::new(&keep).join(name)).expect("it is copied");
        }
    }
}
