//! One batch of events, rendered once for each dialect.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use hourglass_core::{Audience, Emission, Sequence};
use hourglass_wire::Perspective;

use super::dialect::{Dialect, Encoders};

/// Events that are told together.
pub(crate) struct Batch {
    /// The last place in the order that it covers; nothing for what is told outside of the order.
    pub(super) position: Option<Sequence>,
    pub(super) emissions: Vec<Emission>,
    rendered: [OnceLock<Rendered>; Dialect::COUNT],
}

/// What everybody concerned hears of a batch, in one dialect.
pub(super) struct Rendered {
    pub(super) bytes: Arc<Vec<u8>>,
    /// For each emission, where its bytes are; empty for those to a single session.
    pub(super) spans: Vec<Range<usize>>,
}

impl Batch {
    pub(super) fn new(position: Option<Sequence>, emissions: Vec<Emission>) -> Self {
        Self {
            position,
            emissions,
            rendered: Default::default(),
        }
    }

    /// Its events and who hears them, in order.
    pub(crate) fn emissions(&self) -> &[Emission] {
        &self.emissions
    }

    /// The batch in this dialect, rendered by whoever needs it first.
    pub(super) fn rendered(&self, dialect: Dialect, encoders: &Encoders) -> &Rendered {
        self.rendered[dialect.index()].get_or_init(|| self.render(dialect, encoders))
    }

    fn render(&self, dialect: Dialect, encoders: &Encoders) -> Rendered {
        let mut bytes = Vec::new();
        let spans = self.emissions.iter().map(|emission| {
            let start = bytes.len();
            if let Some(perspective) = shared_perspective(emission) {
                encoders.encode(dialect, &emission.event, perspective, &mut bytes);
            }
            start..bytes.len()
        });
        Rendered {
            spans: spans.collect(),
            bytes: Arc::new(bytes),
        }
    }
}

/// As whom the many who hear an emission hear it. What a single session hears, and what an author's own
/// devices hear of a message to a room, is rendered where it is needed.
fn shared_perspective(emission: &Emission) -> Option<Perspective> {
    match emission.audience {
        Audience::Session(_) => None,
        Audience::Account { account, .. } => Some(match &emission.event {
            hourglass_core::Event::Message(message) if message.author == account => {
                Perspective::Own
            }
            _ => Perspective::Other,
        }),
        Audience::Room { .. } | Audience::Everyone => Some(Perspective::Other),
    }
}
