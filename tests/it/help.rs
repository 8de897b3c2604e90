//! Help, version, completions, man pages.

use crate::program::Program;

const COMMANDS: [&str; 11] = [
    "read",
    "overlap",
    "quotes",
    "speakers",
    "statements",
    "report",
    "compare",
    "names",
    "bench",
    "completions",
    "man",
];

#[test]
fn help_begins_with_an_example_and_fits_a_terminal() {
    let program = Program::new();
    for command in COMMANDS {
        let help = program.ok(&[command, "--help"]);
        assert!(help.text().starts_with(&format!("Example: rawi {command}")), "{}", help.text());
        for line in help.text().lines().filter(|line| !line.starts_with("Example") && !line.starts_with("  "))
        {
            assert!(line.chars().count() <= 160, "{command}: {line}");
        }
    }
    let help = program.ok(&["--help"]);
    assert!(help.text().starts_with("Example: rawi report"));
    assert!(help.text().replace('\n', " ").contains("130 interrupted"), "{}", help.text());
}

#[test]
fn every_command_says_what_it_costs() {
    let program = Program::new();
    for command in COMMANDS {
        let help = program.ok(&[command, "--help"]);
        assert!(help.text().contains("Cost: "), "{command}");
    }
}

#[test]
fn version_is_that_of_the_package() {
    let said = Program::new().ok(&["--version"]);
    assert_eq!(said.text(), format!("rawi {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_for_the_usual_shells() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = program.ok(&["completions", shell]);
        assert!(script.text().contains("statements"), "{shell}");
    }
}

#[test]
fn a_man_page_for_each_command() {
    let program = Program::new();
    program.ok(&["man", "pages"]);
    for command in COMMANDS {
        let page = program.read(&format!("pages/rawi-{command}.1"));
        assert!(page.contains("Example: rawi"), "{command}");
    }
    assert!(program.read("pages/rawi.1").contains("rawi"));
}
