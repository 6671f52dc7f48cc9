//! The modes that somebody says of itself.

use hourglass_core::Command;
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::Call;
use crate::door::irc::steps::Step;

pub(super) fn run(call: &mut Call<'_>) {
    if !is_own(call) {
        return;
    }
    if call.count() == 1 {
        return tell(call);
    }
    let mut on = true;
    let mut is_unknown = false;
    let session = call.session();
    let (mut is_bot, mut is_invisible) = present(call);
    for mode in call.parameter(1).chars() {
        match mode {
            '+' => on = true,
            '-' => on = false,
            'i' if is_invisible != on => {
                is_invisible = on;
                call.ask(
                    Command::SetInvisible {
                        session,
                        is_invisible,
                    },
                    &[],
                );
            }
            'B' if is_bot != on => {
                is_bot = on;
                call.ask(Command::SetBot { session, is_bot }, &[]);
            }
            'i' | 'B' => {}
            _ => is_unknown = true,
        }
    }
    if is_unknown {
        call.tell(reply::unknown_user_mode);
    }
    call.step(Step::Settle);
}

/// Whether the person is a program, and whether it asks not to be found by strangers.
fn present(call: &Call<'_>) -> (bool, bool) {
    let person = call.client.person.as_deref();
    person.map_or((false, false), |one| (one.is_bot, one.is_invisible))
}

/// Whether the client asks about its own name; else it is told that it cannot.
fn is_own(call: &mut Call<'_>) -> bool {
    let typed = call.parameter(0);
    let Some(asked) = call.person(typed) else {
        return false;
    };
    let own = name::parse(&call.client.name).ok();
    let is_own = own.is_some_and(|own| own.key() == asked.key());
    if !is_own {
        call.tell(reply::users_do_not_match);
    }
    is_own
}

fn tell(call: &mut Call<'_>) {
    let mut modes = "+".to_owned();
    let (is_bot, is_invisible) = present(call);
    modes.extend(is_bot.then_some('B'));
    modes.extend(is_invisible.then_some('i'));
    call.tell(|to, out| reply::user_mode_is(to, &modes, out));
}
