//! rawi-archive
