//! Where bytes go: standard output, or a file that appears only when it is complete.
//!
//! A file is written beside its place under another name and renamed at the end, so that nobody ever reads half a
//! result and an old result stays until the new one is there. What is no ordinary file (`/dev/null`, a named pipe)
//! is written straight.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use crate::failure::{Failure, plain_cause};

/// A destination being written.
pub struct Destination {
    out: Out,
    path: Option<PathBuf>,
}

enum Out {
    Stdout(BufWriter<io::Stdout>),
    Straight(BufWriter<File>),
    Beside(BufWriter<NamedTempFile>),
}

const BUFFER: usize = 1 << 16;

/// Files that are half written, under the names that they will not keep.
static HALF_WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn half_written() -> MutexGuard<'static, Vec<PathBuf>> {
    HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what is half written, and ends the program: for one who interrupts it, who should find nothing of it. (What
/// is dropped in the usual way goes by itself.)
pub fn interrupted() -> ! {
    // Kept locked to the end, so that no file is begun behind this.
    let files = half_written();
    for file in files.iter() {
        // One that has got its name in the meantime is whole, and is not there any more.
        let _ = fs::remove_file(file);
    }
    // 128 and the signal's number, as shells say it.
    #[expect(clippy::exit, reason = "the handler of a signal has nobody to return to")]
    std::process::exit(130)
}

impl Destination {
    /// Standard output where `path` is `None`.
    ///
    /// # Errors
    /// The file, or its folder, cannot be written.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self { out: Out::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())), path: None });
        };
        let out = open_file(path).map_err(|cause| {
            let failure = Failure::writing(path, &cause);
            match path.parent() {
                Some(folder) if cause.kind() == io::ErrorKind::NotFound && !folder.as_os_str().is_empty() => {
                    failure.with_hint(format_args!("make the folder first: mkdir -p {}", folder.display()))
                }
                _ => failure,
            }
        })?;
        Ok(Self { out, path: Some(path.to_owned()) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// It cannot be written or renamed.
    pub fn finish(self) -> Result<(), Failure> {
        let Self { out, path } = self;
        let done = match out {
            Out::Stdout(mut out) => out.flush(),
            Out::Straight(mut out) => out.flush(),
            Out::Beside(out) => match (out.into_inner(), &path) {
                (Ok(file), Some(path)) => {
                    let half = file.path().to_owned();
                    let mut others = half_written();
                    let done = file.persist(followed(path)).map(drop).map_err(|failed| failed.error);
                    others.retain(|other| *other != half);
                    done
                }
                (Ok(_), None) => Ok(()),
                (Err(failed), _) => Err(failed.into_error()),
            },
        };
        done.map_err(|cause| failure_of(path.as_deref(), &cause))
    }

    /// What an error of writing here means.
    pub fn failure(&self, cause: &io::Error) -> Failure {
        failure_of(self.path.as_deref(), cause)
    }
}

fn failure_of(path: Option<&Path>, cause: &io::Error) -> Failure {
    if cause.kind() == io::ErrorKind::BrokenPipe {
        return Failure::Closed;
    }
    match path {
        Some(path) => Failure::writing(path, cause),
        None => Failure::work(format_args!("cannot write to standard output: {}", plain_cause(cause))),
    }
}

/// The file behind a link, so that the link itself stays.
fn followed(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn open_file(path: &Path) -> io::Result<Out> {
    let path = followed(path);
    let before = fs::metadata(&path).ok();
    if let Some(there) = &before
        && !there.is_file()
    {
        if there.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        let straight = File::options().write(true).open(&path)?;
        return Ok(Out::Straight(BufWriter::with_capacity(BUFFER, straight)));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rawi-").suffix(".part");
    // A temporary file is the owner's alone unless told; this one becomes an ordinary file.
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    let file = {
        let mut others = half_written();
        let file = builder.tempfile_in(folder)?;
        others.push(file.path().to_owned());
        file
    };
    if let Some(there) = before {
        // A file that may not be written is not written by way of its folder either.
        if there.permissions().readonly() {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        fs::set_permissions(file.path(), there.permissions())?;
    }
    Ok(Out::Beside(BufWriter::with_capacity(BUFFER, file)))
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Stdout(out) => out.write(bytes),
            Out::Straight(out) => out.write(bytes),
            Out::Beside(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Stdout(out) => out.flush(),
            Out::Straight(out) => out.flush(),
            Out::Beside(out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_complete() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.txt");
        let mut out = Destination::open(Some(&path)).expect("it opens");
        out.write_all(b"half").expect("it is written");
        assert!(!path.exists());
        out.finish().expect("it ends");
        assert_eq!(fs::read(&path).expect("it is there"), b"half");
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.txt");
        fs::write(&path, "old").expect("written");
        let mut out = Destination::open(Some(&path)).expect("it opens");
        out.write_all(b"new").expect("it is written");
        drop(out);
        assert_eq!(fs::read(&path).expect("it is there"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
