//! A crate's licence expression can be satisfied with the licences that are allowed.

use anyhow::{Context, Result};
use spdx::{Expression, Licensee, ParseMode};

use super::package::Package;

/// Parses the list of allowed licences.
pub(crate) fn parse_allowed(names: &[String]) -> Result<Vec<Licensee>> {
    let parse = |name: &String| {
        Licensee::parse(name)
            .with_context(|| format!("deny.toml allows \"{name}\", unknown to SPDX"))
    };
    names.iter().map(parse).collect()
}

/// Says what is wrong with the licence of a crate, if anything.
pub(crate) fn check(package: &Package, allowed: &[Licensee]) -> Option<String> {
    let Some(license) = &package.license else {
        return Some(format!("{package} names no licence: choose another crate"));
    };
    // Old crates write `MIT/Apache-2.0`; the lax mode reads that as registries do.
    let Ok(expression) = Expression::parse_mode(license, ParseMode::LAX) else {
        return Some(format!(
            "{package} has the licence \"{license}\", which is no SPDX expression: choose another crate"
        ));
    };
    let is_allowed =
        expression.evaluate(|required| allowed.iter().any(|licensee| licensee.satisfies(required)));
    (!is_allowed).then(|| {
        format!(
            "{package} has the licence \"{license}\", which deny.toml does not allow: \
             choose another crate, or read the licence and add it to [licenses] allow"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{check, parse_allowed};
    use crate::dependencies::package::{Origin, Package};

    fn finding(license: Option<&str>) -> Option<String> {
        let package = Package {
            name: "left-pad".to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            origin: Origin::Workspace,
        };
        check(
            &package,
            &parse_allowed(&["MIT".to_owned(), "Unicode-3.0".to_owned()]).unwrap(),
        )
    }

    #[test]
    fn one_side_of_a_choice_suffices() {
        assert_eq!(finding(Some("GPL-3.0-only OR MIT")), None);
        assert_eq!(finding(Some("MIT/Apache-2.0")), None);
        assert_eq!(finding(Some("(MIT OR Apache-2.0) AND Unicode-3.0")), None);
    }

    #[test]
    fn what_is_not_allowed_is_named() {
        let text = finding(Some("MIT AND GPL-3.0-only")).unwrap();
        assert!(text.starts_with("left-pad 1.0.0 has the licence \"MIT AND GPL-3.0-only\""));
    }

    #[test]
    fn a_crate_without_a_readable_licence_fails() {
        assert!(finding(None).unwrap().contains("names no licence"));
        assert!(
            finding(Some("ask me"))
                .unwrap()
                .contains("no SPDX expression")
        );
    }

    #[test]
    fn an_allowed_licence_must_be_one() {
        assert!(parse_allowed(&["Mine-1.0".to_owned()]).is_err());
    }
}
