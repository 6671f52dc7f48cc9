//! A crate of the dependency tree, reduced to what is judged.

use std::fmt;

use cargo_metadata::{Metadata, Package as Described};

/// A crate in `Cargo.lock`.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The licence expression of its manifest.
    pub(crate) license: Option<String>,
    pub(crate) origin: Origin,
}

/// Where the code of a crate comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The workspace itself.
    Workspace,
    /// A folder outside of the workspace.
    Folder,
    /// The registry that cargo uses where nothing else is said.
    DefaultRegistry,
    /// The address of another registry's index.
    Registry(String),
    /// The address of a git repository, or whatever else cargo may come to know.
    Other(String),
}

impl Package {
    /// The packages of a tree, the workspace's own among them.
    pub(crate) fn all_of(metadata: &Metadata) -> Vec<Package> {
        let describe = |package: &Described| Package {
            name: package.name.to_string(),
            version: package.version.to_string(),
            license: package.license.clone(),
            origin: match &package.source {
                Some(source) if source.is_crates_io() => Origin::DefaultRegistry,
                Some(source) => Origin::parse(&source.repr),
                None if metadata.workspace_members.contains(&package.id) => Origin::Workspace,
                None => Origin::Folder,
            },
        };
        metadata.packages.iter().map(describe).collect()
    }
}

impl fmt::Display for Package {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.name, self.version)
    }
}

impl Origin {
    /// Reads cargo's notation, `KIND+ADDRESS`.
    fn parse(source: &str) -> Origin {
        match source.split_once('+') {
            Some(("registry" | "sparse", address)) => Origin::Registry(address.to_owned()),
            _ => Origin::Other(source.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_read_from_cargos_notation() {
        let index = "https://example.org/index";
        let registry = Origin::parse(&format!("registry+{index}"));
        assert_eq!(registry, Origin::Registry(index.to_owned()));
        let git = "git+https://example.org/repository#0123abc";
        assert_eq!(Origin::parse(git), Origin::Other(git.to_owned()));
    }
}
