//! One room: its record, its members, and those of them who are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{
    AccountId, Member, Membership, Person, RoomId, RoomRecord, RoomRef, Sequence, Standing,
};

/// How many members may have changed before the list of members is made anew rather than mended.
const MENDED_MAX: usize = 64;

/// A room with its members.
#[derive(Debug)]
pub(in crate::chat) struct Room {
    pub(in crate::chat) record: RoomRecord,
    /// Since when each member is in it.
    members: BTreeMap<AccountId, Sequence>,
    /// Those with a standing, few as a rule.
    ranked: BTreeMap<AccountId, Standing>,
    /// Those who are shown: members with a device online, or all of them.
    shown: BTreeSet<AccountId>,
    list: List,
    /// Who holds an invitation.
    pub(super) invited: BTreeSet<AccountId>,
}

/// The list of the members shown, in the order of their ids, kept until somebody asks for it anew.
#[derive(Debug, Default)]
struct List {
    made: Option<Arc<[Member]>>,
    /// Whose entries are not as in `made` any more.
    changed: Vec<AccountId>,
}

impl Room {
    pub(super) fn new(record: RoomRecord) -> Self {
        Self {
            record,
            members: BTreeMap::new(),
            ranked: BTreeMap::new(),
            shown: BTreeSet::new(),
            list: List::default(),
            invited: BTreeSet::new(),
        }
    }

    pub(in crate::chat) fn id(&self) -> RoomId {
        self.record.id
    }

    pub(in crate::chat) fn name(&self) -> &Arc<str> {
        self.record.name.shown()
    }

    pub(in crate::chat) fn reference(&self) -> RoomRef {
        RoomRef {
            id: self.record.id,
            name: Arc::clone(self.name()),
        }
    }

    pub(in crate::chat) fn has(&self, account: AccountId) -> bool {
        self.members.contains_key(&account)
    }

    pub(in crate::chat) fn member_count(&self) -> usize {
        self.members.len()
    }

    /// How many members are shown.
    pub(in crate::chat) fn shown_count(&self) -> usize {
        self.shown.len()
    }

    pub(in crate::chat) fn members(&self) -> impl Iterator<Item = AccountId> {
        self.members.keys().copied()
    }

    /// Those shown, in the order of their ids.
    pub(in crate::chat) fn shown(&self) -> impl Iterator<Item = AccountId> {
        self.shown.iter().copied()
    }

    pub(in crate::chat) fn shows(&self, account: AccountId) -> bool {
        self.shown.contains(&account)
    }

    pub(in crate::chat) fn standing(&self, account: AccountId) -> Standing {
        self.ranked.get(&account).copied().unwrap_or_default()
    }

    pub(in crate::chat) fn is_operator(&self, account: AccountId) -> bool {
        self.standing(account).operator
    }

    /// Members with a standing.
    pub(in crate::chat) fn ranked(&self) -> impl Iterator<Item = (AccountId, Standing)> {
        self.ranked
            .iter()
            .map(|(account, standing)| (*account, *standing))
    }

    pub(in crate::chat) fn has_operator(&self) -> bool {
        self.ranked.values().any(|standing| standing.operator)
    }

    /// Who has been in it longest, `except` left out.
    pub(in crate::chat) fn eldest(&self, except: Option<AccountId>) -> Option<AccountId> {
        let members = self.members.iter();
        members
            .filter(|(account, _)| Some(**account) != except)
            .min_by_key(|(account, since)| (**since, **account))
            .map(|(account, _)| *account)
    }

    pub(in crate::chat) fn membership(&self, account: AccountId) -> Option<Membership> {
        let since = *self.members.get(&account)?;
        Some(Membership {
            room: self.record.id,
            account,
            since,
            standing: self.standing(account),
        })
    }

    pub(super) fn seat(&mut self, membership: Membership) {
        let account = membership.account;
        self.members.insert(account, membership.since);
        if membership.standing == Standing::default() {
            self.ranked.remove(&account);
        } else {
            self.ranked.insert(account, membership.standing);
        }
        self.touch(account);
    }

    pub(super) fn unseat(&mut self, account: AccountId) {
        self.members.remove(&account);
        self.ranked.remove(&account);
        self.set_shown(account, false);
    }

    pub(super) fn set_shown(&mut self, account: AccountId, is_shown: bool) {
        let changed = if is_shown {
            self.shown.insert(account)
        } else {
            self.shown.remove(&account)
        };
        if changed {
            self.touch(account);
        }
    }

    /// Notes that the entry of somebody in the list has changed.
    pub(super) fn touch(&mut self, account: AccountId) {
        if self.list.made.is_none() {
            return;
        }
        if self.list.changed.len() >= MENDED_MAX {
            self.list = List::default();
        } else if !self.list.changed.contains(&account) {
            self.list.changed.push(account);
        }
    }

    /// Those shown, with `person` to look them up.
    pub(super) fn list(
        &mut self,
        person: impl Fn(AccountId) -> Option<Arc<Person>>,
    ) -> Arc<[Member]> {
        let entry = |room: &Self, account: AccountId| {
            let person = person(account)?;
            let standing = room.standing(account);
            Some(Member { person, standing })
        };
        let made = match self.list.made.take() {
            None => {
                let shown = self.shown.iter();
                shown
                    .filter_map(|account| entry(self, *account))
                    .collect::<Vec<_>>()
                    .into()
            }
            Some(mut made) => {
                for account in std::mem::take(&mut self.list.changed) {
                    let now = self.shows(account).then(|| entry(self, account)).flatten();
                    made = mended(&made, account, now);
                }
                made
            }
        };
        self.list.changed.clear();
        self.list.made = Some(Arc::clone(&made));
        made
    }
}

/// The list with the entry of `account` as it is `now`.
fn mended(list: &[Member], account: AccountId, now: Option<Member>) -> Arc<[Member]> {
    let before = list.partition_point(|member| member.person.account < account);
    let is_listed = list
        .get(before)
        .is_some_and(|member| member.person.account == account);
    let (head, tail) = list.split_at(before);
    let tail = tail.get(usize::from(is_listed)..).unwrap_or_default();
    head.iter()
        .cloned()
        .chain(now)
        .chain(tail.iter().cloned())
        .collect()
}
