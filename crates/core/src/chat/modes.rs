//! How rooms are run.

use std::sync::Arc;

use crate::{
    Audience, Event, MaskKind, ModeChange, Name, Output, Rank, Refusal, RoomFlag, RoomId, RoomMask,
    RoomModes, RoomName, limits,
};

use super::Chat;
use super::dispatch::Asker;
use super::masks;

/// What came of a change that was asked for: the change, or nothing where all was so before.
type Made = Result<Option<ModeChange>, Refusal>;

impl Chat {
    /// Changes how a room is run.
    pub(super) fn change_modes(
        &mut self,
        asker: Asker,
        name: &RoomName,
        changes: Vec<ModeChange>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.asking(asker)?;
        let room = self.room_as_operator(asker, name)?.id();
        let mut made = Vec::new();
        let mut refused = Vec::new();
        for change in changes.into_iter().take(limits::MODE_CHANGES_MAX) {
            match self.change_mode(asker, room, change, output) {
                Ok(change) => made.extend(change),
                Err(refusal) => refused.push(refusal),
            }
        }
        let Some(changed) = self.rooms.get(room) else {
            return Ok(());
        };
        let event = |refused| Event::ModesChanged {
            room: changed.reference(),
            person: Some(Arc::clone(&person)),
            changes: made.clone(),
            refused,
        };
        output.answer(asker.session, event(refused));
        if !made.is_empty() {
            let except = Some(asker.session);
            output.emit(Audience::Room { room, except }, event(Vec::new()));
        }
        self.pass_office_on(room, Some(asker.account), output);
        Ok(())
    }

    fn change_mode(
        &mut self,
        asker: Asker,
        room: RoomId,
        change: ModeChange,
        output: &mut Output,
    ) -> Made {
        match change {
            ModeChange::Flag { flag, on } => {
                let change = self.set_modes(room, output, |modes| *flag_of(modes, flag) = on);
                Ok(change.then_some(ModeChange::Flag { flag, on }))
            }
            ModeChange::Key(key) => {
                let key = key.and_then(|key| shortened_key(&key));
                let change = self.set_modes(room, output, |modes| modes.key.clone_from(&key));
                Ok(change.then_some(ModeChange::Key(key)))
            }
            ModeChange::Limit(limit) => {
                let limit = limit.filter(|limit| *limit > 0);
                let change = self.set_modes(room, output, |modes| modes.limit = limit);
                Ok(change.then_some(ModeChange::Limit(limit)))
            }
            ModeChange::Mask {
                kind,
                mask,
                on: true,
            } => self.add_mask(asker, room, kind, &mask, output),
            ModeChange::Mask {
                kind,
                mask,
                on: false,
            } => Ok(self.remove_mask(room, kind, &mask, output)),
            ModeChange::Rank { rank, name, on } => self.set_rank(room, rank, &name, on, output),
        }
    }

    /// Whether `set` changed anything.
    fn set_modes(
        &mut self,
        room: RoomId,
        output: &mut Output,
        set: impl FnOnce(&mut RoomModes),
    ) -> bool {
        let Some(before) = self.rooms.get(room).map(|room| &room.record.modes) else {
            return false;
        };
        let mut modes = before.clone();
        set(&mut modes);
        if modes == *before {
            return false;
        }
        self.rooms
            .edit(room, &mut output.changes, |record| record.modes = modes);
        true
    }

    fn add_mask(
        &mut self,
        asker: Asker,
        room: RoomId,
        kind: MaskKind,
        mask: &Arc<str>,
        output: &mut Output,
    ) -> Made {
        let (Some(into), Some(by)) = (self.rooms.get(room), self.person(asker.account)) else {
            return Ok(None);
        };
        let masks = &into.record.masks;
        let room_name = Arc::clone(into.name());
        let too_many = || Refusal::TooManyMasks {
            room: room_name,
            mask: Arc::clone(mask),
        };
        let Some(mask) = masks::completed(mask) else {
            return Err(too_many());
        };
        if masks.iter().any(|listed| is_same(listed, kind, &mask)) {
            return Ok(None);
        }
        if masks.len() >= limits::ROOM_MASKS_MAX {
            return Err(too_many());
        }
        let added = RoomMask {
            kind,
            mask: Arc::clone(&mask),
            by: Arc::clone(&by.name),
            at: asker.stamp.time,
        };
        self.rooms
            .edit(room, &mut output.changes, |record| record.masks.push(added));
        let on = true;
        Ok(Some(ModeChange::Mask { kind, mask, on }))
    }

    fn remove_mask(
        &mut self,
        room: RoomId,
        kind: MaskKind,
        mask: &str,
        output: &mut Output,
    ) -> Option<ModeChange> {
        let mask = masks::completed(mask)?;
        let masks = &self.rooms.get(room)?.record.masks;
        let index = masks
            .iter()
            .position(|listed| is_same(listed, kind, &mask))?;
        let removed = self.rooms.edit(room, &mut output.changes, |record| {
            record.masks.remove(index)
        })?;
        Some(ModeChange::Mask {
            kind,
            mask: removed.mask,
            on: false,
        })
    }

    fn set_rank(
        &mut self,
        room: RoomId,
        rank: Rank,
        name: &Name,
        on: bool,
        output: &mut Output,
    ) -> Made {
        let Some(of) = self.rooms.get(room) else {
            return Ok(None);
        };
        let subject = self.accounts.find(name);
        let Some(subject) = subject.filter(|subject| of.has(subject.id)) else {
            return Err(Refusal::NotAMember {
                room: Arc::clone(of.name()),
                name: Arc::clone(name.shown()),
            });
        };
        let before = of.standing(subject.id);
        let mut standing = before;
        match rank {
            Rank::Operator => standing.operator = on,
            Rank::Voice => standing.voice = on,
        }
        if standing == before {
            return Ok(None);
        }
        let name = subject.name.clone();
        self.rooms
            .set_standing(room, subject.id, standing, &mut output.changes);
        Ok(Some(ModeChange::Rank { rank, name, on }))
    }
}

fn is_same(listed: &RoomMask, kind: MaskKind, mask: &str) -> bool {
    listed.kind == kind && listed.mask.eq_ignore_ascii_case(mask)
}

fn flag_of(modes: &mut RoomModes, flag: RoomFlag) -> &mut bool {
    match flag {
        RoomFlag::InviteOnly => &mut modes.invite_only,
        RoomFlag::Moderated => &mut modes.moderated,
        RoomFlag::MembersOnly => &mut modes.members_only,
        RoomFlag::Secret => &mut modes.secret,
        RoomFlag::TopicLocked => &mut modes.topic_locked,
        RoomFlag::NoCtcp => &mut modes.no_ctcp,
    }
}

/// As much of a key as a room's key may have; nothing where it is empty.
pub(super) fn shortened_key(key: &str) -> Option<Arc<str>> {
    let end = key
        .char_indices()
        .map(|(index, character)| index + character.len_utf8())
        .take_while(|end| *end <= limits::ROOM_KEY_BYTES_MAX)
        .last()?;
    key.get(..end).map(Arc::from)
}
