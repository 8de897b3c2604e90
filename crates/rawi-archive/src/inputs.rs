//! From what was named to the files that are read: folders are walked once, in an order that does not depend on the system.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::form::{self, Compression, Form};
use crate::reject::Cause;

/// An archive that cannot be opened. Faults inside it are [`Reject`](crate::Reject)s instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// An input that was named does not exist.
    #[error("{}: no such file or folder", .path.display())]
    Missing {
        /// As it was named.
        path: PathBuf,
    },
    /// An input that was named cannot be opened.
    #[error("{}: {source}", .path.display())]
    Unreadable {
        /// As it was named.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// `-` stands more than once among the inputs.
    #[error("standard input (-) is named more than once")]
    StandardInputTwice,
    /// An encoding that nobody knows.
    #[error("there is no encoding {name:?}")]
    UnknownEncoding {
        /// As it was named.
        name: String,
    },
    /// No input was named.
    #[error("no input is named")]
    NoInput,
}

/// One thing to read.
#[derive(Debug)]
pub(crate) struct Input {
    /// What to open; `None` is standard input.
    pub path: Option<PathBuf>,
    /// As it is shown: as it was named, or below the folder that was named.
    pub file: Arc<str>,
    /// For made ids: the file's own name, or its path below the folder that was named.
    pub name: String,
    /// Told by the name.
    pub form: Option<Form>,
    /// Told by the name.
    pub compression: Option<Compression>,
    /// Bytes on disk, where known.
    pub size: Option<u64>,
    /// A file that is known to be of no use already.
    pub fault: Option<Cause>,
}

/// The inputs, and the files of folders that are left out, by ending.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub list: Vec<Input>,
    pub left_out: BTreeMap<String, u64>,
}

impl Inputs {
    /// Standard input alone.
    pub fn standard_input(form: Option<Form>) -> Self {
        let input = Input {
            path: None,
            file: "-".into(),
            name: "stdin".into(),
            form,
            compression: None,
            size: None,
            fault: None,
        };
        Self { list: vec![input], left_out: BTreeMap::new() }
    }

    pub fn find(named: &[PathBuf]) -> Result<Self, ArchiveError> {
        if named.is_empty() {
            return Err(ArchiveError::NoInput);
        }
        let mut inputs = Self::default();
        let mut standard_input = false;
        for path in named {
            if path.as_os_str() == "-" {
                if std::mem::replace(&mut standard_input, true) {
                    return Err(ArchiveError::StandardInputTwice);
                }
                inputs.list.append(&mut Self::standard_input(None).list);
                continue;
            }
            let meta = fs::metadata(path).map_err(|source| match source.kind() {
                std::io::ErrorKind::NotFound => ArchiveError::Missing { path: path.clone() },
                _ => ArchiveError::Unreadable { path: path.clone(), source },
            })?;
            if meta.is_dir() {
                // A named folder that cannot be listed is an error; one below it is a reject.
                fs::read_dir(path)
                    .map_err(|source| ArchiveError::Unreadable { path: path.clone(), source })?;
                inputs.find_below(path);
            } else {
                fs::File::open(path)
                    .map_err(|source| ArchiveError::Unreadable { path: path.clone(), source })
                    .map(drop)?;
                let name =
                    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                inputs.push(path, name, meta.is_file().then_some(meta.len()));
            }
        }
        Ok(inputs)
    }

    fn push(&mut self, path: &Path, name: String, size: Option<u64>) {
        let (form, compression) = form::of_name(path);
        self.list.push(Input {
            path: Some(path.to_owned()),
            file: path.to_string_lossy().into(),
            name,
            form,
            compression,
            size,
            fault: None,
        });
    }

    fn fault(&mut self, path: &Path, name: String, error: &std::io::Error) {
        self.push(path, name, None);
        if let Some(input) = self.list.last_mut() {
            input.fault = Some(Cause::Unreadable(error.to_string()));
        }
    }

    /// Every file below a folder, in path order. A link to a folder that is read at its own place, or by a link before, leads to
    /// nothing new: what stood twice in the archive would be found to copy itself, and links among folders that all lead to one
    /// another have more ways through them than can be walked.
    fn find_below(&mut self, folder: &Path) {
        let first = self.list.len();
        let (mut seen, mut links) = (HashSet::new(), Vec::new());
        self.walk(folder, "", &mut seen, &mut links);
        let mut next = 0;
        while let Some((path, name)) = links.get(next).cloned() {
            self.walk(&path, &name, &mut seen, &mut links);
            next += 1;
        }
        if next > 0 {
            let bytes = |input: &Input| -> Vec<Vec<u8>> {
                let parts = input.path.iter().flat_map(|path| path.components());
                parts.map(|part| part.as_os_str().as_encoded_bytes().to_owned()).collect()
            };
            self.list[first..].sort_by_cached_key(bytes);
        }
    }

    /// The files below a folder, unless it has been `seen`; the links to folders among them are left for later.
    fn walk(
        &mut self,
        folder: &Path,
        below: &str,
        seen: &mut HashSet<PathBuf>,
        links: &mut Vec<(PathBuf, String)>,
    ) {
        let real = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) => return self.fault(folder, below.to_owned(), &error),
        };
        if !seen.insert(real) {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.fault(folder, below.to_owned(), &error),
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.file_name()),
                Err(error) => self.fault(folder, below.to_owned(), &error),
            }
        }
        // The system's order is its own; ours is that of the names' bytes.
        paths.sort_unstable_by(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
        for entry in paths {
            if entry.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = folder.join(&entry);
            let shown = entry.to_string_lossy();
            let name = if below.is_empty() { shown.into_owned() } else { format!("{below}/{shown}") };
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() && path.is_symlink() => links.push((path, name)),
                Ok(meta) if meta.is_dir() => self.walk(&path, &name, seen, links),
                Ok(meta) if meta.is_file() => self.file_of_folder(&path, name, meta.len()),
                // A socket or a pipe in a folder is no document, and would wait for ever.
                Ok(_) => *self.left_out.entry("(no file)".into()).or_default() += 1,
                Err(error) => self.fault(&path, name, &error),
            }
        }
    }

    fn file_of_folder(&mut self, path: &Path, name: String, size: u64) {
        let (form, compression) = form::of_name(path);
        if form.is_some_and(Form::is_read) {
            self.push(path, name, Some(size));
            return;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let ending = match (compression, name.rsplit_once('.')) {
            // `.warc.gz` says more than `.gz`
            (Some(_), Some((stem, last))) => match stem.rsplit_once('.') {
                Some((_, inner)) => format!(".{inner}.{last}"),
                None => format!(".{last}"),
            },
            (None, Some((_, last))) => format!(".{last}"),
            (_, None) => String::new(),
        };
        *self.left_out.entry(ending).or_default() += 1;
    }

    /// Bytes of all inputs, where every one is known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.list.iter().filter(|input| input.fault.is_none()).map(|input| input.size).sum()
    }
}
