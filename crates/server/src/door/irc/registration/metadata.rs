//! `METADATA` before the greeting: nothing is asked of the chat. What is said goes along when the client comes in.

use hourglass_core::limits::{METADATA_KEYS_MAX, METADATA_SUBSCRIPTIONS_MAX};
use hourglass_core::{MetadataAtLogin, MetadataKey, Text};
use hourglass_wire::irc::reply::{self, ALL_TARGETS, MetadataProblem};
use hourglass_wire::irc::{Capabilities, Message, To};

use crate::door::irc::metadata_request::{Action, ONESELF, Request, read};

/// A line, and what is needed to answer it.
struct Line<'a, 'o> {
    said: &'a mut MetadataAtLogin,
    capabilities: Capabilities,
    to: To<'a>,
    out: &'o mut Vec<u8>,
}

/// Takes a line of a client that has agreed on metadata, and answers it.
pub(super) fn line(
    said: &mut MetadataAtLogin,
    message: &Message<'_>,
    capabilities: Capabilities,
    to: To<'_>,
    out: &mut Vec<u8>,
) {
    let answered = read(message).and_then(|request| {
        let is_sync = request.action == Action::Sync;
        if request.target != ONESELF && !(is_sync && request.target == ALL_TARGETS) {
            return Err(MetadataProblem::Target(request.target));
        }
        let mut line = Line {
            said,
            capabilities,
            to,
            out,
        };
        line.carry_out(request)
    });
    if let Err(problem) = answered {
        reply::metadata_problem(to, capabilities, problem, out);
    }
}

impl Line<'_, '_> {
    fn carry_out<'p>(&mut self, request: Request<'p>) -> Result<(), MetadataProblem<'p>> {
        let (to, capabilities) = (self.to, self.capabilities);
        let typed = request.typed_keys.iter().copied();
        match request.action {
            Action::Get(_) => {
                let value = |key: &MetadataKey| value(self.said, key);
                reply::metadata_asked(to, capabilities, ONESELF, typed, value, self.out);
            }
            Action::List => {
                let values = self.said.values.iter();
                let values = values.filter(|(_, value)| value.is_some());
                let values = values.map(|(key, value)| (key, value.as_ref()));
                reply::metadata_values(to, capabilities, ONESELF, values, self.out);
            }
            Action::Set(key, value) => self.set(key, value)?,
            // What is kept of the name is not known here: only what was said is taken back.
            Action::Clear => {
                let cleared = std::mem::take(&mut self.said.values);
                let cleared = cleared.iter().map(|(key, _)| (key, None));
                reply::metadata_values(to, capabilities, ONESELF, cleared, self.out);
            }
            Action::Subscribe(keys) => {
                let refused = self.subscribe(keys);
                reply::metadata_invalid_keys(to, capabilities, typed, refused.as_ref(), self.out);
                if let Some(refused) = &refused {
                    let key = refused.as_str();
                    let problem = MetadataProblem::NoMoreSubscriptions { key };
                    reply::metadata_problem(to, capabilities, problem, self.out);
                }
            }
            Action::Unsubscribe(keys) => {
                self.said.subscriptions.retain(|key| !keys.contains(key));
                reply::metadata_unsubscribed(to, keys.iter(), self.out);
                reply::metadata_invalid_keys(to, capabilities, typed, None, self.out);
            }
            Action::Subscriptions => {
                let keys = self.said.subscriptions.iter();
                reply::metadata_subscriptions(to, capabilities, keys, self.out);
            }
            Action::Sync => {
                // Nothing is heard of anybody yet.
                let nothing = std::iter::empty();
                reply::metadata_values(to, capabilities, request.target, nothing, self.out);
            }
        }
        Ok(())
    }

    fn set<'p>(
        &mut self,
        key: MetadataKey,
        value: Option<Text>,
    ) -> Result<(), MetadataProblem<'p>> {
        let values = &mut self.said.values;
        let present = values.iter().position(|(other, _)| *other == key);
        // What takes a value away is held, too, and bounded with the rest.
        if present.is_none() && values.len() >= METADATA_KEYS_MAX {
            return Err(MetadataProblem::NoMoreValues { target: ONESELF });
        }
        reply::metadata_value(self.to, ONESELF, &key, value.as_ref(), self.out);
        match present {
            Some(index) => values[index].1 = value,
            None => values.push((key, value)),
        }
        Ok(())
    }

    /// Subscribes to keys, and says so. The first one that finds no place.
    fn subscribe(&mut self, keys: Vec<MetadataKey>) -> Option<MetadataKey> {
        let subscriptions = &mut self.said.subscriptions;
        let mut done = Vec::new();
        let mut refused = None;
        for key in keys {
            if !subscriptions.contains(&key) {
                if subscriptions.len() >= METADATA_SUBSCRIPTIONS_MAX {
                    refused = Some(key);
                    break;
                }
                subscriptions.push(key.clone());
            }
            if !done.contains(&key) {
                done.push(key);
            }
        }
        reply::metadata_subscribed(self.to, done.iter(), self.out);
        refused
    }
}

fn value<'s>(said: &'s MetadataAtLogin, key: &MetadataKey) -> Option<&'s Text> {
    let (_, value) = said.values.iter().find(|(other, _)| other == key)?;
    value.as_ref()
}
