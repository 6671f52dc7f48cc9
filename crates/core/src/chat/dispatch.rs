//! Which rule carries out which command.

use crate::{AccountId, Command, Output, Refusal, SessionId, Stamp};

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
                reason: _,
            } => self.leave(stamp, session, seen, output),
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
        _command: Command,
        _output: &mut Output,
    ) -> Result<(), Refusal> {
        let account = self.account_of(session)?.id;
        let _asker = Asker {
            session,
            account,
            stamp,
        };
        Err(Refusal::StorageFailing)
    }
}
