//! Names of people, checked before they get here.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A name that keeps the rules for names.
///
/// Whether two names are the same one is decided by [`Name::key`]; whether one could pass for the other,
/// by [`Name::skeletons`]. Both come from Unicode tables and so are computed at the door and carried
/// along, never computed here: the order of commands gives the same result under any tables.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name(Arc<NameParts>);

/// What a [`Name`] is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameParts {
    /// As written by the person and shown to others.
    pub shown: Arc<str>,
    /// Without regard to case and width; the identity of the name.
    pub key: Arc<str>,
    /// The look-alike skeletons (UTS #39) of the shown form and of the key.
    pub skeletons: [Arc<str>; 2],
}

impl Name {
    /// A name from parts that were checked and computed by the codec's name rules, or that the store kept
    /// from there. Nothing is checked here.
    pub fn from_checked(mut parts: NameParts) -> Self {
        // Most names are their own key, and their skeletons are one: equal parts share their bytes.
        let NameParts {
            shown,
            key,
            skeletons: [look, look_of_key],
        } = &mut parts;
        share(key, shown);
        share(look, shown);
        share(look, key);
        share(look_of_key, key);
        share(look_of_key, look);
        Self(Arc::new(parts))
    }

    /// As shown to others.
    pub fn shown(&self) -> &Arc<str> {
        &self.0.shown
    }

    /// The identity of the name: equal keys are one name.
    pub fn key(&self) -> &Arc<str> {
        &self.0.key
    }

    /// The skeletons: two names that share one of them look alike.
    pub fn skeletons(&self) -> &[Arc<str>; 2] {
        &self.0.skeletons
    }
}

fn share(part: &mut Arc<str>, with: &Arc<str>) {
    if part == with {
        *part = Arc::clone(with);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), formatter)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.shown())
    }
}
