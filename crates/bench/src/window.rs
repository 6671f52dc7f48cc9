//! How many messages of one sender are under way: sent, and not heard by everybody yet.

/// The messages of one sender.
pub(crate) struct Window {
    size: u32,
    hearers: u32,
    sent: u32,
    done: u32,
    /// How many heard each message under way, by its number modulo its length.
    heard: Vec<u32>,
}

impl Window {
    /// At most `size` messages are under way; each is until `hearers` have heard it.
    pub(crate) fn new(size: u32, hearers: u32) -> Self {
        let size = size.max(1);
        Self {
            size,
            hearers,
            sent: 0,
            done: 0,
            heard: vec![0; size.next_power_of_two() as usize],
        }
    }

    /// Messages sent so far.
    pub(crate) fn sent(&self) -> u32 {
        self.sent
    }

    /// How many more may be sent now.
    pub(crate) fn room(&self) -> u32 {
        self.size.saturating_sub(self.under_way())
    }

    /// Messages sent, and not heard by everybody yet.
    pub(crate) fn under_way(&self) -> u32 {
        self.sent - self.done
    }

    /// One more is sent: its number.
    pub(crate) fn send(&mut self) -> u32 {
        self.sent += 1;
        self.sent - 1
    }

    /// One more has heard a message, in order. Nothing where it is not under way.
    #[inline]
    pub(crate) fn hear(&mut self, number: u32) {
        if number < self.done || number >= self.sent {
            return;
        }
        let place = number as usize & (self.heard.len() - 1);
        if let Some(heard) = self.heard.get_mut(place) {
            *heard += 1;
            if *heard == self.hearers {
                // Everybody hears a sender's messages in order, so that they are done in order.
                *heard = 0;
                self.done += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn room_is_made_when_everybody_has_heard() {
        let mut window = Window::new(3, 2);
        let sent: Vec<_> = (0..3).map(|_| window.send()).collect();
        assert_eq!((sent, window.room()), (vec![0, 1, 2], 0));
        window.hear(0);
        window.hear(1);
        assert_eq!(window.room(), 0);
        window.hear(0);
        assert_eq!((window.room(), window.under_way()), (1, 2));
        assert_eq!(window.send(), 3);
        for number in [1, 2, 3, 2, 3] {
            window.hear(number);
        }
        assert_eq!((window.room(), window.sent()), (3, 4));
    }

    #[test]
    fn what_is_not_under_way_makes_no_room() {
        let mut window = Window::new(1, 1);
        window.hear(0);
        assert_eq!(window.under_way(), 0);
        window.send();
        window.hear(1);
        assert_eq!(window.under_way(), 1);
        window.hear(0);
        window.hear(0);
        assert_eq!(window.under_way(), 0);
    }
}
