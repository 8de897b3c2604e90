//! End to end: the real program, on archives that the tests write and on `samples/`. One binary; a file an area.

// Measures say what they measured, and what is left out is said.
#![allow(clippy::print_stdout)]

mod accuracy;
mod browser;
mod columns;
mod compare;
mod determinism;
mod docs;
mod errors;
mod faults;
mod help;
mod html;
mod inputs;
mod load;
mod names;
mod offsets;
mod output;
mod overlap;
mod program;
mod quotes;
mod report;
mod speakers;
mod statements;
mod tables;
