//! How often this name can still write.

use hourglass_wire::json::AllowanceState;

use super::{Model, Phase};
use crate::shown::{Shown, Standing};

/// The allowance and the silence, as last heard.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) allowance: Option<AllowanceState>,
    pub(super) silenced: bool,
}

impl Tally {
    fn standing(&self) -> Standing {
        match self.allowance {
            _ if self.silenced => Standing::Silenced,
            Some(AllowanceState { limit, used, .. }) if limit > 0 => {
                Standing::Left(limit.saturating_sub(used))
            }
            _ => Standing::Unlimited,
        }
    }
}

impl Model {
    pub(super) fn show_standing(&mut self) {
        let standing = match self.phase {
            Phase::In => self.tally.standing(),
            _ => Standing::Offline,
        };
        self.show(Shown::Standing(standing));
    }

    pub(super) fn set_allowance(&mut self, allowance: AllowanceState) {
        self.tally.allowance = Some(allowance);
        self.show_standing();
    }

    /// A refusal told that nothing is left.
    pub(super) fn spend_allowance(&mut self) {
        if let Some(allowance) = &mut self.tally.allowance {
            allowance.used = allowance.used.max(allowance.limit);
        }
        self.show_standing();
    }

    pub(super) fn set_silenced(&mut self, silenced: bool) {
        self.tally.silenced = silenced;
        self.show_standing();
    }
}
