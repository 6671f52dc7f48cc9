//! `WHO`: the people in a room, or those whose names fit a mask; with fields of one's own choice (WHOX).

use hourglass_core::{Query, WhoSubject, limits};
use hourglass_wire::irc::reply;
use hourglass_wire::{name, room};

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    let (mask, fields) = (call.parameter(0), call.parameter(1));
    let subject = match room::parse(mask) {
        Ok(room) => WhoSubject::Room(room),
        Err(_) if mask.is_empty() || mask.starts_with('#') => return end(call, mask),
        // Only operators of the server are asked for, and there are none.
        Err(_)
            if fields
                .split('%')
                .next()
                .is_some_and(|flags| flags.contains('o')) =>
        {
            return end(call, mask);
        }
        Err(_) if mask.len() > limits::ROOM_MASK_BYTES_MAX => return end(call, mask),
        // `0` is everybody to classical clients.
        Err(_) if mask == "0" => WhoSubject::Mask("*".into()),
        Err(_) => match name::parse(mask) {
            Ok(name) => WhoSubject::Mask(name.key().clone()),
            Err(_) => WhoSubject::Mask(mask.to_lowercase().into()),
        },
    };
    call.query(Query::Who(subject), &[mask, fields]);
}

fn end(call: &mut Call<'_>, mask: &str) {
    let mask = if mask.is_empty() { "*" } else { mask };
    call.tell(|to, out| reply::end_of_who(to, mask, out));
}
