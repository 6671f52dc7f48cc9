//! What somebody who is logged in can say: one verb, one file.

mod about;
mod authenticate;
mod away;
mod batch;
mod cap;
mod chathistory;
mod complain;
mod help;
mod invite;
mod join;
mod kick;
mod list;
mod lusers;
mod markread;
mod metadata;
mod mode;
mod monitor;
mod motd;
mod names;
mod nick;
mod oper;
mod part;
mod people;
mod ping;
mod quit;
mod redact;
mod register;
mod rename;
mod rules;
mod service;
mod setname;
mod speech;
mod status;
mod topic;
mod who;
mod whois;
mod whowas;

use super::call::Call;

/// A verb that there is.
pub(super) struct Verb {
    /// In capitals.
    pub(super) name: &'static str,
    /// Parameters that it cannot do without.
    needs: usize,
    /// Whether it costs nothing at the flood guard: messages are counted by the allowance, and a sign of life
    /// asks nothing.
    pub(super) is_free: bool,
    run: fn(&mut Call<'_>),
}

/// A verb that costs at the flood guard.
const fn verb(name: &'static str, needs: usize, run: fn(&mut Call<'_>)) -> Verb {
    Verb {
        name,
        needs,
        is_free: false,
        run,
    }
}

const fn free(name: &'static str, run: fn(&mut Call<'_>)) -> Verb {
    Verb {
        name,
        needs: 0,
        is_free: true,
        run,
    }
}

/// All verbs, those first that are said most.
const VERBS: &[Verb] = &[
    free("PRIVMSG", speech::privmsg),
    free("NOTICE", speech::notice),
    free("TAGMSG", speech::tagmsg),
    free("PONG", ping::pong),
    verb("BATCH", 1, batch::run),
    verb("PING", 0, ping::ping),
    verb("JOIN", 1, join::run),
    verb("PART", 1, part::run),
    verb("NAMES", 0, names::run),
    verb("TOPIC", 1, topic::run),
    verb("MODE", 1, mode::run),
    verb("WHO", 0, who::run),
    verb("WHOIS", 0, whois::run),
    verb("WHOWAS", 0, whowas::run),
    verb("KICK", 2, kick::run),
    verb("INVITE", 0, invite::run),
    verb("LIST", 0, list::run),
    verb("AWAY", 0, away::run),
    verb("NICK", 0, nick::run),
    verb("SETNAME", 1, setname::run),
    verb("QUIT", 0, quit::run),
    verb("CHATHISTORY", 0, chathistory::run),
    verb("MARKREAD", 0, markread::run),
    verb("METADATA", 0, metadata::run),
    verb("REDACT", 2, redact::run),
    verb("RENAME", 2, rename::run),
    verb("MONITOR", 1, monitor::run),
    verb("REGISTER", 0, register::run),
    verb("VERIFY", 0, register::verify),
    verb("USERHOST", 1, people::userhost),
    verb("ISON", 1, people::ison),
    verb("CAP", 1, cap::run),
    verb("AUTHENTICATE", 0, authenticate::run),
    verb("USER", 0, authenticate::again),
    verb("PASS", 0, authenticate::again),
    verb("LUSERS", 0, lusers::run),
    verb("MOTD", 0, motd::run),
    verb("VERSION", 0, about::version),
    verb("TIME", 0, about::time),
    verb("INFO", 0, about::info),
    verb("ADMIN", 0, about::admin),
    verb("LINKS", 0, about::links),
    verb("HELP", 0, help::run),
    verb("HELPOP", 0, help::run),
    verb("RULES", 0, rules::run),
    verb("STATUS", 0, status::run),
    verb("COMPLAIN", 1, complain::run),
    verb("OPER", 0, oper::oper),
    verb("KILL", 0, oper::kill),
];

/// The verb of this name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Verb> {
    VERBS
        .iter()
        .find(|verb| verb.name.eq_ignore_ascii_case(name))
}

/// The names of all verbs.
fn all() -> impl Iterator<Item = &'static str> {
    VERBS.iter().map(|verb| verb.name)
}

impl Verb {
    /// Handles a line with this verb.
    pub(super) fn run(&self, call: &mut Call<'_>) {
        if call.count() < self.needs {
            call.need_more();
        } else {
            (self.run)(call);
        }
    }
}
