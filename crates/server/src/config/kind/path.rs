//! Paths of files and folders.

use std::path::PathBuf;

use super::{Kind, Shown};

/// A path, or none. A relative one counts from the working directory, wherever it was set.
#[derive(Debug)]
pub(crate) struct FilePath {
    /// What stands for the path in a flag's usage.
    pub placeholder: &'static str,
    /// What holds where none is set.
    pub unset: &'static str,
    /// A path that could be set.
    pub example: &'static str,
}

impl Kind for FilePath {
    type Value = Option<PathBuf>;

    fn placeholder(&self) -> &'static str {
        self.placeholder
    }

    fn parse(&self, text: &str) -> Option<Self::Value> {
        let usable = !text.is_empty() && !text.contains('\0');
        usable.then(|| Some(PathBuf::from(text)))
    }

    fn allowed(&self) -> String {
        "a path".to_owned()
    }

    fn show(&self, value: &Self::Value) -> Shown {
        match value {
            Some(path) => Shown::Quoted(path.display().to_string()),
            None => Shown::Unset {
                meaning: self.unset,
                example: self.example,
            },
        }
    }
}
