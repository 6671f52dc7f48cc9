//! Which rule carries out which command.

use std::sync::Arc;

use crate::{AccountId, Command, Event, Output, Refusal, Registration, SessionId, Stamp};

use super::Chat;
use super::speech::Utterance;

/// Who asks, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    pub(super) session: SessionId,
    pub(super) account: AccountId,
    pub(super) stamp: Stamp,
}

impl Chat {
    /// Carries out a command.
    pub(super) fn carry_out(&mut self, stamp: Stamp, command: Command, output: &mut Output) {
        match command {
            Command::Login(login) => self.login(stamp, login, output),
            Command::Leave {
                session,
                seen,
                reason,
            } => self.leave(stamp, session, seen, reason, output),
            Command::Say {
                session,
                to,
                text,
                key,
                speech,
                tags,
            } => {
                let utterance = Utterance {
                    text,
                    key,
                    speech,
                    tags,
                };
                self.say(stamp, session, &to, utterance, output);
            }
            Command::RegisterName {
                session,
                name,
                password_hash,
                email,
            } => {
                let registration = Registration {
                    account: AccountId::from(stamp.sequence),
                    key: Arc::clone(name.key()),
                    password_hash,
                    email,
                };
                self.register_name(stamp, session, &name, registration, output);
            }
            Command::Complain { session, about } => {
                self.complain(stamp.time, session, &about, output);
            }
            Command::Status { session } => self.status(stamp.time, session, output),
            Command::Labelled { label, command } => {
                output.label = Some(label);
                self.carry_out(stamp, *command, output);
                output.label = None;
            }
            Command::Advance => {}
            asked => self.carry_out_for(stamp, asked, output),
        }
    }

    /// Carries out a command of somebody who is logged in.
    fn carry_out_for(&mut self, stamp: Stamp, command: Command, output: &mut Output) {
        let Some(session) = command.session() else {
            return;
        };
        if let Err(refusal) = self.ask(stamp, session, command, output) {
            output.refuse(session, refusal, None);
        }
    }

    fn ask(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        command: Command,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let account = self.account_of(session)?.id;
        let asker = Asker {
            session,
            account,
            stamp,
        };
        match command {
            Command::SetAway { message, .. } => self.set_away(asker, message, output),
            Command::SetRealname { realname, .. } => self.set_realname(asker, realname, output),
            Command::SetBot { is_bot, .. } => self.set_bot(asker, is_bot, output),
            Command::SetInvisible { is_invisible, .. } => {
                self.set_invisible(asker, is_invisible, output)
            }
            Command::Rename { name, .. } => self.rename(asker, &name, output),
            Command::Register {
                password_hash,
                email,
                ..
            } => self.register_guest(asker, password_hash, email, output),
            Command::Redact { to, id, reason, .. } => self.redact(asker, &to, id, reason, output),
            Command::MarkRead { target, at, .. } => self.mark_read(asker, &target, at, output),
            Command::Watch {
                remove, clear, add, ..
            } => self.watch(asker, &remove, clear, &add, output),
            Command::Ask { query, .. } => {
                let answer = self.answer(asker, query)?;
                output.answer(session, Event::Answer(Box::new(answer)));
                Ok(())
            }
            Command::SetMetadata {
                target, key, value, ..
            } => self.set_metadata(asker, &target, &key, value, output),
            Command::ClearMetadata { target, .. } => self.clear_metadata(asker, &target, output),
            Command::SubscribeMetadata { keys, .. } => self.subscribe_metadata(asker, keys, output),
            Command::UnsubscribeMetadata { keys, .. } => {
                self.unsubscribe_metadata(asker, keys, output)
            }
            of_a_room => self.ask_about_room(asker, of_a_room, output),
        }
    }

    fn ask_about_room(
        &mut self,
        asker: Asker,
        command: Command,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        match command {
            Command::Join { room, key, .. } => self.join(asker, &room, key.as_deref(), output),
            Command::Part { room, reason, .. } => self.part(asker, &room, reason, output),
            Command::SetTopic { room, topic, .. } => self.set_topic(asker, &room, topic, output),
            Command::Invite { room, name, .. } => self.invite(asker, &room, &name, output),
            Command::Kick {
                room, name, reason, ..
            } => self.kick(asker, &room, &name, reason, output),
            Command::ChangeModes { room, changes, .. } => {
                self.change_modes(asker, &room, changes, output)
            }
            Command::RenameRoom {
                room, to, reason, ..
            } => self.rename_room(asker, &room, &to, reason, output),
            // Carried out before.
            Command::Login(_)
            | Command::Leave { .. }
            | Command::Say { .. }
            | Command::Labelled { .. }
            | Command::Rename { .. }
            | Command::SetAway { .. }
            | Command::SetRealname { .. }
            | Command::SetBot { .. }
            | Command::SetInvisible { .. }
            | Command::Redact { .. }
            | Command::MarkRead { .. }
            | Command::Watch { .. }
            | Command::SetMetadata { .. }
            | Command::ClearMetadata { .. }
            | Command::SubscribeMetadata { .. }
            | Command::UnsubscribeMetadata { .. }
            | Command::Register { .. }
            | Command::RegisterName { .. }
            | Command::Ask { .. }
            | Command::Complain { .. }
            | Command::Status { .. }
            | Command::Advance => Ok(()),
        }
    }
}
