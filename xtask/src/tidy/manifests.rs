//! Which crate may depend on which, and the lints that all of them share.

use std::fs;

use anyhow::{Context, Result};
use cargo_metadata::camino::Utf8Path;
use cargo_metadata::{DependencyKind, Package};

use super::finding::Finding;
use crate::workspace::Workspace;

/// What a crate of the workspace is kept free of.
struct Layer {
    package: &'static str,
    may_depend_on: fn(&str) -> bool,
    /// Completes "NAME, but".
    because: &'static str,
}

const LAYERS: &[Layer] = &[
    Layer {
        package: "hourglass-core",
        may_depend_on: |name| name == "serde",
        because: "the core depends on std, and serde at most",
    },
    Layer {
        package: "hourglass-wire",
        may_depend_on: |name| {
            !does_io(name) && !is_any(name, &["hourglass-server", "hourglass-client"])
        },
        because: "the codecs do no I/O and know neither server nor client",
    },
    Layer {
        package: "hourglass-client",
        may_depend_on: |name| name != "hourglass-server",
        because: "the client knows the server by the protocol only",
    },
    Layer {
        package: "hourglass-server",
        may_depend_on: |name| name != "hourglass-client",
        because: "the server knows its clients by the protocol only",
    },
];

/// Every crate of the workspace keeps to its layer and to the workspace's lints.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let root = Utf8Path::from_path(&workspace.root).context("the path of the tree is not UTF-8")?;
    let mut findings = Vec::new();
    for package in workspace.members()?.packages {
        let text = fs::read_to_string(&package.manifest_path)
            .with_context(|| format!("cannot read {}", package.manifest_path))?;
        let path = package
            .manifest_path
            .strip_prefix(root)
            .unwrap_or(&package.manifest_path);
        let wrong = strangers(&package.name, &dependencies_of(&package))
            .into_iter()
            .chain(missing_lints(&text));
        findings.extend(wrong.map(|text| Finding {
            path: path.to_string(),
            line: 1,
            text,
        }));
    }
    Ok(findings)
}

/// What the shipped code of a package depends on; its tests are free.
fn dependencies_of(package: &Package) -> Vec<&str> {
    let shipped = package
        .dependencies
        .iter()
        .filter(|it| it.kind != DependencyKind::Development);
    shipped.map(|dependency| dependency.name.as_str()).collect()
}

fn strangers(package: &str, dependencies: &[&str]) -> Vec<String> {
    let layers = LAYERS.iter().filter(|layer| layer.package == package);
    layers
        .flat_map(|layer| {
            let strangers = dependencies
                .iter()
                .filter(|name| !(layer.may_depend_on)(name));
            strangers.map(|name| format!("{package} depends on {name}, but {}", layer.because))
        })
        .collect()
}

fn missing_lints(manifest: &str) -> Option<String> {
    let inherits = toml::from_str::<toml::Table>(manifest).is_ok_and(|table| {
        table.get("lints").is_some_and(|lints| {
            lints.get("workspace").and_then(toml::Value::as_bool) == Some(true)
        })
    });
    (!inherits).then(|| "add `[lints]` with `workspace = true`".to_owned())
}

fn does_io(name: &str) -> bool {
    let family = name.split(['-', '_']).next().unwrap_or(name);
    is_any(
        family,
        &[
            "async",
            "futures",
            "hyper",
            "mio",
            "rusqlite",
            "socket2",
            "tokio",
            "tungstenite",
        ],
    )
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{missing_lints, strangers};

    #[test]
    fn the_core_may_have_serde_and_nothing_else() {
        assert_eq!(strangers("hourglass-core", &["serde"]).len(), 0);
        assert_eq!(strangers("hourglass-core", &["serde", "memchr"]).len(), 1);
    }

    #[test]
    fn the_codecs_may_have_no_io() {
        assert_eq!(
            strangers("hourglass-wire", &["hourglass-core", "memchr"]).len(),
            0
        );
        let foreign = ["tokio", "tokio-util", "hyper-util", "hourglass-server"];
        assert_eq!(strangers("hourglass-wire", &foreign).len(), foreign.len());
    }

    #[test]
    fn client_and_server_do_not_know_each_other() {
        assert_eq!(
            strangers("hourglass-client", &["tokio", "hourglass-server"]).len(),
            1
        );
        assert_eq!(
            strangers("hourglass-server", &["tokio", "hourglass-client"]).len(),
            1
        );
    }

    #[test]
    fn the_workspaces_lints_must_be_taken_over() {
        assert_eq!(missing_lints("[lints]\nworkspace = true\n"), None);
        assert!(missing_lints("[package]\nname = 'a'\n").is_some());
        assert!(missing_lints("[lints]\nrust.unsafe_code = 'allow'\n").is_some());
    }
}
