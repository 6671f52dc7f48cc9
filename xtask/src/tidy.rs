//! The rules of layout, layering and size that neither rustc nor clippy checks.

mod finding;
mod manifests;
mod rules;
mod source;
mod token;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use finding::Finding;

/// The whole tree keeps every rule.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let sources = source::read_all(&workspace.root)?;
    let mut findings: Vec<Finding> = sources
        .iter()
        .flat_map(|source| rules::ALL.iter().flat_map(|rule| rule(source)))
        .collect();
    findings.extend(manifests::check(workspace)?);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("{} source files keep the rules", sources.len()),
        count => bail!("{count} places in the tree do not keep the rules"),
    }
    Ok(())
}
