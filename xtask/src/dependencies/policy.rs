//! `deny.toml`: the part of cargo-deny's format that is checked here.
//!
//! A key that is not known here is an error: a rule that nobody checks must not look like one that holds.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) licenses: Licenses,
    pub(crate) bans: Bans,
    pub(crate) sources: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Licenses {
    /// SPDX identifiers, each with its exception where it has one.
    pub(crate) allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bans {
    pub(crate) deny: Vec<Ban>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ban {
    #[serde(rename = "crate")]
    pub(crate) name: String,
    pub(crate) reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Sources {
    #[serde(rename = "unknown-registry")]
    _unknown_registry: Denied,
    #[serde(rename = "unknown-git")]
    _unknown_git: Denied,
    /// Addresses of registries' indexes, besides the one that cargo uses by itself.
    #[serde(default)]
    pub(crate) allow_registry: Vec<String>,
}

/// The only level that is checked: cargo-deny's own default for sources is a warning.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Denied {
    Deny,
}

impl Policy {
    /// Reads the file; an error names what is wrong in it, and where.
    pub(crate) fn read(path: &Path) -> Result<Policy> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Policy::parse(&text).with_context(|| format!("{} cannot be used", path.display()))
    }

    /// Reads the text of the file.
    pub(crate) fn parse(text: &str) -> Result<Policy> {
        Ok(toml::from_str(text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    const GOOD: &str = "\
        licenses.allow = ['MIT']\n\
        bans.deny = [{ crate = 'left-pad', reason = 'write it' }]\n\
        sources.unknown-registry = 'deny'\n\
        sources.unknown-git = 'deny'\n\
        sources.allow-registry = ['https://example.org/index']\n";

    #[test]
    fn the_parts_that_are_checked_are_read() {
        let policy = Policy::parse(GOOD).unwrap();
        assert_eq!(policy.licenses.allow, ["MIT"]);
        assert_eq!(policy.bans.deny[0].name, "left-pad");
        assert_eq!(policy.sources.allow_registry, ["https://example.org/index"]);
    }

    #[test]
    fn a_rule_that_would_not_be_checked_is_an_error() {
        assert!(Policy::parse(&format!("{GOOD}bans.wildcards = 'deny'\n")).is_err());
        assert!(Policy::parse(&GOOD.replace("git = 'deny'", "git = 'warn'")).is_err());
    }
}
