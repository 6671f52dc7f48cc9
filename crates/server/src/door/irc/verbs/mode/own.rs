//! The modes that somebody says of itself.

use hourglass_core::Command;
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::Call;

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
    for mode in call.parameter(1).chars() {
        match mode {
            '+' => on = true,
            '-' => on = false,
            'i' if call.client.is_invisible != on => {
                call.client.is_invisible = on;
                let is_invisible = on;
                call.ask(
                    Command::SetInvisible {
                        session,
                        is_invisible,
                    },
                    &[],
                );
            }
            'B' if call.client.is_bot != on => {
                call.client.is_bot = on;
                let is_bot = on;
                call.ask(Command::SetBot { session, is_bot }, &[]);
            }
            'i' | 'B' => {}
            _ => is_unknown = true,
        }
    }
    if is_unknown {
        call.tell(reply::unknown_user_mode);
    }
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
    let (is_bot, is_invisible) = (call.client.is_bot, call.client.is_invisible);
    modes.extend(is_bot.then_some('B'));
    modes.extend(is_invisible.then_some('i'));
    call.tell(|to, out| reply::user_mode_is(to, &modes, out));
}
