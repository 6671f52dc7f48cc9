//! The text of a generated message: who sent it, which of the sender's it is, and when.

/// Bytes of every message.
pub(crate) const TEXT_BYTES: usize = 100;

/// Begins every text; stands nowhere else in what a server sends.
pub(crate) const MARK: u8 = b'@';

/// What is said in a generated message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Which sender, from 0.
    pub sender: u32,
    /// Which of its messages, from 0.
    pub number: u32,
    /// When it was sent, in nanoseconds since the generator's clock began.
    pub sent_at: u64,
}

/// Four fields of eight digits each.
const FIELD: usize = 8;
const FIELD_SIZE: u64 = 100_000_000;

impl Stamp {
    /// Appends the text, [`TEXT_BYTES`] long.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        let start = out.len();
        out.push(MARK);
        let fields = [
            u64::from(self.sender),
            u64::from(self.number),
            self.sent_at / FIELD_SIZE,
            self.sent_at,
        ];
        for field in fields {
            out.extend_from_slice(&digits(field % FIELD_SIZE));
        }
        out.resize(start + TEXT_BYTES, b'x');
    }

    /// What a text that begins here says; nothing where it was not generated.
    #[inline]
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let (&first, rest) = text.split_first()?;
        let (fields, _) = rest.as_chunks::<FIELD>();
        let [sender, number, high, low, ..] = fields else {
            return None;
        };
        (first == MARK).then(|| Self {
            sender: value(*sender) as u32,
            number: value(*number) as u32,
            sent_at: value(*high) * FIELD_SIZE + value(*low),
        })
    }
}

fn digits(mut field: u64) -> [u8; FIELD] {
    let mut digits = [b'0'; FIELD];
    for digit in digits.iter_mut().rev() {
        *digit += (field % 10) as u8;
        field /= 10;
    }
    digits
}

/// The value of eight digits, all at once: pairs, then fours, then all eight. Other bytes than digits
/// give some other number, which the ledger notices.
#[inline]
fn value(digits: [u8; FIELD]) -> u64 {
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    let ones = u64::from_le_bytes(digits).wrapping_sub(ZEROS);
    let pairs = ones.wrapping_mul(10).wrapping_add(ones >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use super::{Stamp, TEXT_BYTES};

    #[test]
    fn what_is_written_is_read() {
        for (sender, number, sent_at) in [
            (0, 0, 0),
            (3, 12_345_678, 9_876_543_210_123_456),
            (9_999, 99_999_999, 99_999_999),
        ] {
            let stamp = Stamp {
                sender,
                number,
                sent_at,
            };
            let mut text = Vec::new();
            stamp.write(&mut text);
            assert_eq!(text.len(), TEXT_BYTES);
            assert_eq!(Stamp::read(&text), Some(stamp));
        }
    }

    #[test]
    fn other_texts_are_not_read() {
        assert_eq!(Stamp::read(b""), None);
        assert_eq!(Stamp::read(b"@0000000000000001"), None);
        assert_eq!(Stamp::read(&[b'x'; TEXT_BYTES]), None);
    }
}
