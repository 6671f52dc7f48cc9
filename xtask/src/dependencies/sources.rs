//! A crate comes from an allowed registry, never from a repository or a stray folder.

use super::package::{Origin, Package};
use super::policy::Sources;

/// Says what is wrong with the source of a crate, if anything.
pub(crate) fn check(package: &Package, sources: &Sources) -> Option<String> {
    let place = match &package.origin {
        Origin::Workspace | Origin::DefaultRegistry => return None,
        Origin::Registry(address) if sources.allow_registry.contains(address) => return None,
        Origin::Registry(address) | Origin::Other(address) => address,
        Origin::Folder => "a folder outside of the workspace",
    };
    Some(format!(
        "{package} comes from {place}: depend on a version that is published in cargo's default registry"
    ))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::dependencies::package::{Origin, Package};
    use crate::dependencies::policy::Policy;

    const INDEX: &str = "https://example.org/allowed";

    fn is_refused(origin: Origin) -> bool {
        let policy = Policy::parse(&format!(
            "licenses.allow = []\nbans.deny = []\n\
             sources.unknown-registry = 'deny'\nsources.unknown-git = 'deny'\n\
             sources.allow-registry = ['{INDEX}']\n"
        ));
        let package = Package {
            name: "left-pad".to_owned(),
            version: "1.0.0".to_owned(),
            license: None,
            origin,
        };
        check(&package, &policy.unwrap().sources).is_some()
    }

    #[test]
    fn the_workspace_and_the_allowed_registries_pass() {
        assert!(!is_refused(Origin::Workspace));
        assert!(!is_refused(Origin::DefaultRegistry));
        assert!(!is_refused(Origin::Registry(INDEX.to_owned())));
    }

    #[test]
    fn everything_else_is_refused() {
        assert!(is_refused(Origin::Folder));
        assert!(is_refused(Origin::Registry(
            "https://example.org/index".to_owned()
        )));
        assert!(is_refused(Origin::Other(
            "git+https://example.org/repository".to_owned()
        )));
    }
}
