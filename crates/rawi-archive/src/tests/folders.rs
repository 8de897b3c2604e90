//! Folders are walked in the order of their names, and what is not read is said.

use super::*;
use crate::ArchiveError;

#[test]
fn path_order_hidden_files_and_what_is_left_out() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    // Written in an order that is neither the system's nor ours.
    for name in
        ["b/2.txt", "z.txt", "a.txt", "b/10.txt", "b.txt", "a/x/deep.jsonl", ".hidden.txt", ".git/c.txt"]
    {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let content = if name.ends_with("jsonl") { "{\"text\": \"deep\"}" } else { name };
        fs::write(path, content).unwrap();
    }
    for name in ["page.html", "t.x.gz", "old.pdf.bz2", "photo.JPG", "README", "pack.gz"] {
        fs::write(root.join(name), "x").unwrap();
    }
    let whole = read(&[root], ReadSettings::default());
    assert_eq!(whole.ids(), ["a/x/deep.jsonl:1", "a", "b/10", "b/2", "b", "page", "z"]);
    assert!(whole.rejects.is_empty());
    let left_out: Vec<(&str, u64)> =
        whole.counts.left_out.iter().map(|(ending, n)| (ending.as_str(), *n)).collect();
    assert_eq!(left_out, [("", 1), (".gz", 1), (".jpg", 1), (".pdf.bz2", 1), (".x.gz", 1)]);
    assert_eq!(whole.counts.files, 7);
    let shown = root.join("b").join("10.txt");
    assert_eq!(*whole.documents[2].file, *shown.to_string_lossy());
}

#[test]
fn a_named_file_without_a_known_ending_is_told_by_its_first_bytes() {
    assert_eq!(read_as("dump", "{\"text\": \"x\"}\n").ids(), ["dump:1"]);
    assert_eq!(read_as("dump.gz", gzip(b"[{\"text\": \"x\"}]")).texts(), ["x"]);
    assert_eq!(read_as("letter.text", "Dear all").texts(), ["Dear all"]);
    assert_eq!(read_input("<!DOCTYPE html><p>The talks have ended.").texts(), ["The talks have ended."]);
}

#[test]
fn inputs_that_cannot_be_opened() {
    let open = |inputs: &[&str]| {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        Archive::open_with(&inputs, ReadSettings::default(), std::io::empty())
    };
    let error = open(&["/no/such/place.jsonl"]).unwrap_err();
    assert_eq!(error.to_string(), "/no/such/place.jsonl: no such file or folder");
    assert!(matches!(open(&["-", "-"]), Err(ArchiveError::StandardInputTwice)));
    assert!(matches!(open(&[]), Err(ArchiveError::NoInput)));
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_round_and_round() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("a")).unwrap();
    fs::write(root.join("a/x.txt"), "x").unwrap();
    std::os::unix::fs::symlink(root, root.join("a/up")).unwrap();
    std::os::unix::fs::symlink(root.join("a"), root.join("b")).unwrap();
    std::os::unix::fs::symlink(root.join("gone.txt"), root.join("c.txt")).unwrap();
    let whole = read(&[root], ReadSettings::default());
    // What is read at its own place is not read a second time by a link.
    assert_eq!(whole.ids(), ["a/x"]);
    assert_eq!(whole.faults(), [("file".to_owned(), CauseKind::Unreadable)]);
}

#[cfg(unix)]
#[test]
fn a_folder_outside_is_read_once_and_in_its_place() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    for name in ["in/a.txt", "in/c.txt", "in/z/d.txt", "out/x.txt", "out/deep/y.txt"] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
    for link in ["in/b", "in/y"] {
        std::os::unix::fs::symlink(root.join("out"), root.join(link)).unwrap();
    }
    let whole = read(&[&root.join("in")], ReadSettings::default());
    assert_eq!(whole.ids(), ["a", "b/deep/y", "b/x", "c", "z/d"]);
    assert!(whole.rejects.is_empty());
}

#[cfg(unix)]
#[test]
fn folders_that_all_lead_to_one_another_are_walked_once() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let names: Vec<String> = (10..30).map(|n| format!("d{n}")).collect();
    for name in &names {
        fs::create_dir(root.join(name)).unwrap();
        fs::write(root.join(name).join("x.txt"), name).unwrap();
        for other in &names {
            std::os::unix::fs::symlink(root.join(other), root.join(name).join(other)).unwrap();
        }
    }
    let whole = read(&[root], ReadSettings::default());
    assert_eq!(whole.ids(), names.iter().map(|name| format!("{name}/x")).collect::<Vec<_>>());
}
