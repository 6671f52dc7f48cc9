//! `METADATA`: what people say of themselves and of their rooms for programs to read.

use hourglass_core::{Command, MetadataScope, MetadataTarget, Query};
use hourglass_wire::irc::reply::{self, ALL_TARGETS, MetadataProblem};
use hourglass_wire::{name, room};

use crate::door::irc::call::Call;
use crate::door::irc::metadata_request::{Action, ONESELF, Request, read};

pub(super) fn run(call: &mut Call<'_>) {
    match read(call.message) {
        Ok(request) => carry_out(call, request),
        Err(problem) => refuse(call, problem),
    }
}

fn carry_out(call: &mut Call<'_>, request: Request<'_>) {
    let typed = request.target;
    let is_about_all = request.action == Action::Sync && typed == ALL_TARGETS;
    let target = match (is_about_all, target(call, typed)) {
        (true, _) => None,
        (false, Some(target)) => Some(target),
        (false, None) => return refuse(call, MetadataProblem::Target(typed)),
    };
    let is_own = target == Some(MetadataTarget::Oneself);
    let is_of_keys = matches!(
        request.action,
        Action::Subscribe(_) | Action::Unsubscribe(_) | Action::Subscriptions
    );
    if is_of_keys && !is_own {
        return refuse(call, MetadataProblem::Target(typed));
    }
    let is_heard = is_of_keys || request.action == Action::Sync;
    if is_heard && !call.client.capabilities.know_metadata() {
        return refuse(call, MetadataProblem::NotAgreed(request.subcommand));
    }
    let session = call.session();
    let query = |query| Command::Ask { session, query };
    let target = target.unwrap_or(MetadataTarget::Oneself);
    let command = match request.action {
        Action::Get(keys) => query(Query::Metadata {
            target,
            keys: Some(keys),
        }),
        Action::List => query(Query::Metadata { target, keys: None }),
        Action::Set(key, value) => Command::SetMetadata {
            session,
            target,
            key,
            value,
        },
        Action::Clear => Command::ClearMetadata { session, target },
        Action::Subscribe(keys) => Command::SubscribeMetadata { session, keys },
        Action::Unsubscribe(keys) => Command::UnsubscribeMetadata {
            session,
            keys: Some(keys),
        },
        Action::Subscriptions => query(Query::MetadataSubscriptions),
        Action::Sync if is_about_all => query(Query::MetadataSync(MetadataScope::All)),
        Action::Sync => query(Query::MetadataSync(MetadataScope::Of(target))),
    };
    // The answer repeats keys, but no value.
    let keys = match request.subcommand {
        "SET" => &request.typed_keys[..1],
        _ => request.typed_keys,
    };
    let asked = [&[typed, request.subcommand], keys].concat();
    call.ask(command, &asked);
}

/// Whom a line is about; nothing where nobody, and no room, can be called so.
fn target(call: &Call<'_>, typed: &str) -> Option<MetadataTarget> {
    if typed == ONESELF {
        return Some(MetadataTarget::Oneself);
    }
    if room::is_meant(typed) {
        return Some(MetadataTarget::Room(room::parse(typed).ok()?));
    }
    let name = name::parse(typed).ok()?;
    if call.is_own(&name) {
        return Some(MetadataTarget::Oneself);
    }
    Some(MetadataTarget::Name(name))
}

fn refuse(call: &mut Call<'_>, problem: MetadataProblem<'_>) {
    let capabilities = call.client.capabilities;
    call.tell(|to, out| reply::metadata_problem(to, capabilities, problem, out));
}
