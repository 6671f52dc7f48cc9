//! Crates that the tree does without.

use super::package::Package;
use super::policy::Bans;

/// Says why a crate is banned, if it is.
pub(crate) fn check(package: &Package, bans: &Bans) -> Option<String> {
    let ban = bans.deny.iter().find(|ban| ban.name == package.name)?;
    Some(format!(
        "{package} is banned ({}): `cargo tree --target all --invert {}` shows what brings it",
        ban.reason, package.name
    ))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::dependencies::package::{Origin, Package};
    use crate::dependencies::policy::{Ban, Bans};

    fn finding(name: &str) -> Option<String> {
        let ban = Ban {
            name: "left-pad".to_owned(),
            reason: "write it".to_owned(),
        };
        let package = Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: None,
            origin: Origin::Workspace,
        };
        check(&package, &Bans { deny: vec![ban] })
    }

    #[test]
    fn a_banned_crate_is_named_with_the_reason() {
        assert!(
            finding("left-pad")
                .unwrap()
                .starts_with("left-pad 1.0.0 is banned (write it)")
        );
    }

    #[test]
    fn another_crate_passes() {
        assert_eq!(finding("left-pad-2"), None);
    }
}
