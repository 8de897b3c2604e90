//! rawi-overlap
