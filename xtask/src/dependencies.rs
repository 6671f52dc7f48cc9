//! Licences, sources and bans of the dependency tree, as `deny.toml` has them.

mod bans;
mod licences;
mod package;
mod policy;
mod sources;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use package::Package;
use policy::Policy;

/// Every crate in `Cargo.lock`, on every platform, keeps to `deny.toml`.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let policy = Policy::read(&workspace.root.join("deny.toml"))?;
    let allowed = licences::parse_allowed(&policy.licenses.allow)?;
    let packages = Package::all_of(&workspace.dependency_tree()?);
    let mut findings = Vec::new();
    for package in &packages {
        findings.extend(licences::check(package, &allowed));
        findings.extend(sources::check(package, &policy.sources));
        findings.extend(bans::check(package, &policy.bans));
    }
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("{} crates keep to deny.toml", packages.len()),
        count => bail!("{count} of the dependencies do not keep to deny.toml"),
    }
    Ok(())
}
