//! Word of how far a long work is.
//!
//! Libraries print nothing; whoever calls them may want to show a person that it goes on. A work that can take long
//! has a form that is watched (`reuses_watched` beside `reuses`): it names its stages and counts what is done of them.
//! What is found does not depend on it.

/// Is told of stages and of what is done of them, from any thread.
pub trait Watch: Sync {
    /// A stage begins, after the one before has ended; it has so many parts, 0 where that is not known.
    fn stage(&self, name: &'static str, parts: u64);
    /// So many more parts of the stage are done.
    fn done(&self, parts: u64);
}

/// Nobody watches.
impl Watch for () {
    fn stage(&self, _name: &'static str, _parts: u64) {}
    fn done(&self, _parts: u64) {}
}
