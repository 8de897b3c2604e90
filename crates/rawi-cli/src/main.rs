//! rawi
mod records;
mod report;
fn main() {}
