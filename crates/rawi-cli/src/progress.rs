//! Progress for people: on standard error, on a terminal, for steps that can take over a second.
//!
//! Callers never ask whether there is a bar: a step that is not shown does nothing.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use rawi_text::Watch;

use crate::args::When;

/// Hands out steps, shown or not.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    mode: Mode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Silent,
    /// Bars that redraw themselves.
    Bars,
    /// `always` without a terminal: a line now and then, nothing that moves a cursor.
    Lines,
}

/// A step of the work.
pub enum Step {
    /// Not shown.
    Silent,
    /// A bar, or a spinner where the end is not known.
    Bar(ProgressBar),
    /// Lines in a log.
    Lines(Lines),
}

/// The state of a step that is told in lines.
pub struct Lines {
    name: &'static str,
    total: Option<u64>,
    done: u64,
    began: Instant,
    told: Instant,
}

impl Progress {
    /// What `--progress` and `--quiet` ask for.
    pub fn new(when: When, quiet: bool) -> Self {
        let terminal =
            io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let mode = match when {
            _ if quiet => Mode::Silent,
            When::Never => Mode::Silent,
            When::Auto if !terminal => Mode::Silent,
            When::Always if !terminal => Mode::Lines,
            When::Auto | When::Always => Mode::Bars,
        };
        Self { mode }
    }

    /// The same without anything shown.
    pub fn silent(self) -> Self {
        Self { mode: Mode::Silent }
    }

    /// A step over `total` bytes of input; `None` where the total is not known.
    pub fn bytes(self, name: &'static str, total: Option<u64>) -> Step {
        let template = match total {
            Some(_) => "{msg:>12} {bar:24} {bytes}/{total_bytes}  {bytes_per_sec}  {left}",
            None => "{msg:>12} {spinner} {bytes}  {bytes_per_sec}  {elapsed}",
        };
        self.step(name, total, template)
    }

    /// A step whose end is not known: a spinner with the time it has taken.
    pub fn spinner(self, name: &'static str) -> Step {
        self.step(name, None, "{msg:>12} {spinner} {elapsed}")
    }

    /// A step over `total` things that are counted (`noun`: "articles").
    pub fn count(self, name: &'static str, total: u64) -> Step {
        self.step(name, Some(total), "{msg:>12} {bar:24} {pos}/{len}  {rate}  {left}")
    }

    fn step(self, name: &'static str, total: Option<u64>, template: &str) -> Step {
        match self.mode {
            Mode::Silent => Step::Silent,
            Mode::Lines => {
                let now = Instant::now();
                Step::Lines(Lines { name, total, done: 0, began: now, told: now })
            }
            Mode::Bars => {
                let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(8));
                if let Ok(style) = ProgressStyle::with_template(template) {
                    // Whole things: the decimals of a rate only flicker.
                    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
                        let _ = write!(out, "{:.0}/s", state.per_sec());
                    };
                    // Before anything is done nobody knows how long it takes.
                    let left = |state: &ProgressState, out: &mut dyn fmt::Write| {
                        if state.pos() > 0 {
                            let _ = write!(out, "{:#} left", HumanDuration(state.eta()));
                        }
                    };
                    let style = style.with_key("rate", rate).with_key("left", left);
                    bar.set_style(style.progress_chars("━╸─"));
                }
                bar.set_message(name);
                bar.enable_steady_tick(Duration::from_millis(125));
                Step::Bar(bar)
            }
        }
    }
}

/// Shows the stages of a library's work, one after the other.
pub struct Stages {
    progress: Progress,
    step: Mutex<Step>,
    /// Parts that are done and not yet shown, and how many are shown together.
    waiting: AtomicU64,
    together: AtomicU64,
}

/// Parts that are shown together, of a stage of many: a bar is not worth a lock for each.
const TOGETHER: u64 = 256;
/// Times that a bar moves, at least, where it has so many parts.
const MOVES: u64 = 100;

impl Progress {
    /// For a work that says itself what its stages are.
    pub fn stages(self) -> Stages {
        Stages {
            progress: self,
            step: Mutex::new(Step::Silent),
            waiting: AtomicU64::new(0),
            together: AtomicU64::new(1),
        }
    }
}

impl Stages {
    /// The work is over.
    pub fn finish(self) {
        if let Ok(step) = self.step.into_inner() {
            step.finish();
        }
    }
}

impl Watch for Stages {
    fn stage(&self, name: &'static str, parts: u64) {
        if self.progress.mode == Mode::Silent {
            return;
        }
        // Whoever panicked elsewhere ends the run; a bar does not.
        let Ok(mut step) = self.step.lock() else { return };
        std::mem::replace(&mut *step, Step::Silent).finish();
        self.waiting.store(0, Ordering::Relaxed);
        self.together.store((parts / MOVES).clamp(1, TOGETHER), Ordering::Relaxed);
        *step = if parts == 0 { self.progress.spinner(name) } else { self.progress.count(name, parts) };
    }

    fn done(&self, parts: u64) {
        if self.progress.mode == Mode::Silent {
            return;
        }
        if self.waiting.fetch_add(parts, Ordering::Relaxed) + parts >= self.together.load(Ordering::Relaxed)
            && let Ok(mut step) = self.step.lock()
        {
            step.advance(self.waiting.swap(0, Ordering::Relaxed));
        }
    }
}

impl Step {
    /// So much more is done.
    pub fn advance(&mut self, by: u64) {
        match self {
            Self::Silent => {}
            Self::Bar(bar) => bar.inc(by),
            Self::Lines(lines) => {
                lines.done += by;
                // The end is told when it is the end.
                let ended = lines.total.is_some_and(|total| lines.done >= total);
                if !ended && lines.told.elapsed() >= Duration::from_secs(1) {
                    lines.told = Instant::now();
                    lines.tell();
                }
            }
        }
    }

    /// The step is over; its bar leaves the screen.
    pub fn finish(self) {
        match self {
            Self::Silent => {}
            Self::Bar(bar) => bar.finish_and_clear(),
            // What took no time is not worth a line.
            Self::Lines(lines) if lines.began.elapsed() < Duration::from_secs(1) => {}
            Self::Lines(lines) => lines.tell_end(),
        }
    }
}

impl Lines {
    fn tell_end(mut self) {
        // The last parts may not have been told.
        self.done = self.total.unwrap_or(self.done);
        self.tell();
    }

    fn tell(&self) {
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = if seconds > 0.0 { self.done as f64 / seconds } else { 0.0 };
        let mut line = self.name.to_owned();
        if self.total.is_some() || self.done > 0 {
            line.push_str(&format!(" {}", self.done));
        }
        if let Some(total) = self.total {
            line.push_str(&format!("/{total}"));
            if rate > 0.0 && self.done < total {
                let left = total.saturating_sub(self.done) as f64 / rate;
                line.push_str(&format!(", {rate:.0}/s, {left:.0} s left"));
            }
        }
        // Nobody is helped by a run that stops because its progress could not be written.
        let _ = writeln!(io::stderr(), "{line}, {seconds:.0} s");
    }
}
