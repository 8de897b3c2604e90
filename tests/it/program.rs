//! Runs the program in a folder of its own and reads what it says.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// A folder for one test, and the program in it.
pub struct Program {
    folder: tempfile::TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Program {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A folder with an archive of these articles in `archive.jsonl`.
    pub fn with(articles: &[Value]) -> Self {
        let program = Self::new();
        program.file("archive.jsonl", lines(articles));
        program
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("folders are made");
        std::fs::write(&path, content).expect("the file is written");
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|cause| panic!("{name}: {cause}"))
    }

    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
        command.args(args).current_dir(self.folder.path());
        command.env_remove("NO_COLOR").env("COLUMNS", "80");
        command
    }

    /// Runs to the end, whatever comes of it.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_on("", args)
    }

    /// The same with something on standard input.
    #[track_caller]
    pub fn run_on(&self, input: impl AsRef<[u8]>, args: &[&str]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        let input = input.as_ref().to_owned();
        // A program that does not read its input is none of this thread's business.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let out = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        Ran {
            status: out.status.code().expect("it ends by itself"),
            stdout: out.stdout,
            stderr: String::from_utf8(out.stderr).expect("messages are UTF-8"),
        }
    }

    /// Runs and expects that it ends well.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.status, 0, "rawi {}: {}", args.join(" "), ran.stderr);
        ran
    }

    /// Runs, expects that it ends well, and reads its JSONL.
    #[track_caller]
    pub fn records(&self, args: &[&str]) -> Vec<Value> {
        self.ok(args).records()
    }
}

impl Ran {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("output is UTF-8")
    }

    #[track_caller]
    pub fn records(&self) -> Vec<Value> {
        parsed(self.text())
    }
}

/// JSONL, read.
#[track_caller]
pub fn parsed(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// JSONL, written.
pub fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

pub fn article(id: &str, outlet: &str, date: &str, text: &str) -> Value {
    json!({"id": id, "outlet": outlet, "date": date, "text": text})
}

/// Texts of an archive by id, in characters, to look offsets up in.
pub struct Texts(BTreeMap<String, Vec<char>>);

impl Texts {
    pub fn of(articles: &[Value]) -> Self {
        let entry = |article: &Value| {
            let id = article["id"].as_str().expect("an id").to_owned();
            (id, article["text"].as_str().expect("a text").chars().collect())
        };
        Self(articles.iter().map(entry).collect())
    }

    /// The characters from `start` to `end` of a document.
    #[track_caller]
    pub fn slice(&self, doc: &Value, start: &Value, end: &Value) -> String {
        let at = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("it is small");
        self.0[doc.as_str().expect("an id")][at(start)..at(end)].iter().collect()
    }
}

/// The folder of samples that come with the program.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// A folder for development that may stand beside the project, or nothing, said.
pub fn shared(what: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(what);
    if path.exists() {
        return Some(path);
    }
    println!("left out: {} is not there", path.display());
    None
}

/// Three outlets: agency copy, a light edit, a page footer, quotes in two languages.
pub fn small_archive() -> Vec<Value> {
    vec![
        article(
            "n1",
            "North Wire",
            "2019-03-04",
            "The harbour of Velm will stay closed until the storm has passed and the cranes have been inspected by the port authority.\n\n\
             Harbour master Edda Koll said: \"No ship will leave before Thursday morning, whatever the owners promise.\"\n\n\
             She added that the pilots had refused to work in such a sea.",
        ),
        article(
            "c1",
            "City Post",
            "2019-03-05",
            "The harbour of Velm will stay closed until the storm has passed and the cranes have been inspected by the port authority.\n\n\
             \"No ship will leave before Thursday morning, whatever the owners promise,\" Edda Koll, the harbour master, told North Wire.\n\n\
             Read the City Post every day on all your devices and follow our pages for more news.",
        ),
        article(
            "c2",
            "City Post",
            "2019-03-06",
            "Three schools in the old town were closed on Wednesday after a pipe had burst under the market square.\n\n\
             Mayor Tom Arlen said that classes would begin again on Monday.\n\n\
             Read the City Post every day on all your devices and follow our pages for more news.",
        ),
        article(
            "s1",
            "صوت الساحل",
            "2019-03-05",
            "قال وزير النقل سامر الحلبي إن الميناء سيبقى مغلقاً حتى تنتهي العاصفة وتُفحص الرافعات من قبل سلطة الموانئ.\n\n\
             وأضاف: «لن تغادر أي سفينة قبل صباح الخميس مهما وعد المالكون».\n\n\
             وأكدت مديرة الميناء هدى منصور أن الملاحين رفضوا العمل في بحر كهذا.",
        ),
        article(
            "k1",
            "كل الأخبار",
            "2019-03-06",
            "أعلن وزير النقل سامر الحلبي أن الميناء سيبقى مغلقا حتى تنتهي العاصفة وتفحص الرافعات من قبل سلطة الموانئ.\n\n\
             وقال الحلبي: «لن تغادر أي سفينة قبل صباح الخميس مهما وعد المالكون».",
        ),
    ]
}
