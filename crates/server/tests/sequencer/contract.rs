//! What every sequencer promises.

mod anything;
mod queue;
mod time;

use crate::kinds::Local;

macro_rules! contract {
    ($($subject:ident: $($case:ident)*;)*) => {
        mod local {
            $($(#[test] fn $case() { super::$subject::$case::<super::Local>(); })*)*
        }
    };
}

contract! {
    queue:
        commands_are_stamped_in_order
        a_batch_is_added_to_what_is_there
        a_full_queue_makes_proposers_wait
        once_stopped_what_was_proposed_comes_out_and_then_the_end
        a_stop_ends_the_wait
        without_proposers_the_end_comes
        a_question_that_is_dropped_loses_nothing
        many_proposers_at_once_are_each_in_order;
    time:
        time_follows_the_wall_clock_forth
        time_passes_when_the_wall_clock_is_set_back
        time_passes_however_often_it_is_looked_at
        a_restart_goes_on_after_the_last_stamp
        at_the_deadline_an_advance_comes_out
        a_wall_clock_that_passes_the_deadline_is_noticed
        a_deadline_is_not_put_off_by_commands
        without_a_deadline_no_advance_comes_out;
    anything:
        whatever_happens_the_order_holds;
}
