//! `LUSERS`: how many there are of everything.

use hourglass_core::Query;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    call.query(Query::Counts, &[]);
}
