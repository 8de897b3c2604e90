//! rawi
mod records;
fn main() {}
