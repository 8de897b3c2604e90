//! `rawi bench`
use crate::args::BenchArgs;
use crate::failure::Failure;
use crate::settings::Running;
pub fn run(_args: BenchArgs, _running: &Running) -> Result<(), Failure> { Err(Failure::work("later")) }
