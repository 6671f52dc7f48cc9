//! Where the tree is, and which cargo builds it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

/// The tree that is proved.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// The cargo that runs every step: `$CARGO`, which cargo itself sets to the one that was called.
    pub(crate) cargo: PathBuf,
}

impl Workspace {
    /// The workspace that this program belongs to.
    pub(crate) fn find() -> Workspace {
        // The variable is right where the built program was copied or its folder moved.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        Workspace {
            root: manifest.parent().unwrap_or(Path::new(".")).to_path_buf(),
            cargo: env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from),
        }
    }

    /// The workspace's own packages, as their manifests declare them; needs no network.
    pub(crate) fn members(&self) -> Result<Metadata> {
        self.metadata_with(self.metadata().no_deps())
    }

    /// The whole dependency tree, for every platform.
    pub(crate) fn dependency_tree(&self) -> Result<Metadata> {
        self.metadata_with(&self.metadata())
    }

    fn metadata(&self) -> MetadataCommand {
        let mut command = MetadataCommand::new();
        command.cargo_path(&self.cargo).current_dir(&self.root);
        command.other_options(vec!["--locked".to_owned()]);
        command
    }

    fn metadata_with(&self, command: &MetadataCommand) -> Result<Metadata> {
        command
            .exec()
            .context("cargo metadata could not describe the workspace")
    }
}
