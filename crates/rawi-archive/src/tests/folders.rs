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
    assert_eq!(whole.ids(), ["a/x", "b/x"]);
    assert_eq!(whole.faults(), [("file".to_owned(), CauseKind::Unreadable)]);
}
