//! One batch of events, rendered once for each dialect.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hourglass_core::{AccountId, Audience, Emission, Event, RoomId, Sequence, SessionId};
use hourglass_wire::Perspective;
use hourglass_wire::irc::Occasion;
use tokio::sync::SetOnce;

use super::dialect::{Dialect, Encoders, Hearer};
use super::told::Told;

/// Events that are told together.
pub(super) struct Batch {
    /// The last place in the order that it covers; nothing for what is told outside of the order.
    pub(super) position: Option<Sequence>,
    /// Dropped with it.
    _told: Option<Told>,
    /// Set when it stands in the queues of all shards.
    handed_over: SetOnce<()>,
    emissions: Vec<Emission>,
    /// The room that it concerns, where that is one only and nobody outside of it hears anything but in
    /// person.
    room: Option<RoomId>,
    /// Who hears something else than everybody in that room.
    sessions: Vec<SessionId>,
    accounts: Vec<AccountId>,
    /// One for each dialect that somebody hears it in: there may be many, of which few are in use.
    rendered: Mutex<Vec<(Dialect, Cell)>>,
}

/// What one dialect makes of a batch, once somebody asks. The others are not held up meanwhile.
type Cell = Arc<OnceLock<Arc<Rendered>>>;

/// What everybody concerned hears of a batch, in one dialect.
pub(super) struct Rendered {
    pub(super) bytes: Arc<Vec<u8>>,
    /// For each emission, where its bytes are; empty for those to a single session.
    pub(super) spans: Vec<Range<usize>>,
    /// What everybody in a room hears, in as few pieces as there are.
    pub(super) room_runs: Vec<Range<usize>>,
}

impl Batch {
    /// What is told outside of the order has no place in it, and nobody waits until it is told.
    pub(super) fn new(ordered: Option<(Sequence, Told)>, emissions: Vec<Emission>) -> Self {
        let (position, told) = ordered.unzip();
        let mut batch = Self {
            position,
            _told: told,
            handed_over: SetOnce::new(),
            room: only_room(&emissions),
            emissions: Vec::new(),
            sessions: Vec::new(),
            accounts: Vec::new(),
            rendered: Mutex::default(),
        };
        if batch.room.is_some() {
            emissions
                .iter()
                .for_each(|emission| batch.single_out(emission));
            batch.sessions.sort_unstable();
            batch.sessions.dedup();
            batch.accounts.sort_unstable();
            batch.accounts.dedup();
        }
        batch.emissions = emissions;
        batch
    }

    /// Lets shards begin it.
    pub(super) fn set_handed_over(&self) {
        // A single shard was let begin before.
        let _ = self.handed_over.set(());
    }

    /// Waits until shards may begin it. Until then nobody may notice anything of it: whoever did could be ahead of
    /// it at a shard that has not got it yet.
    pub(super) async fn handed_over(&self) {
        self.handed_over.wait().await;
    }

    /// Its events and who hears them, in order.
    pub(super) fn emissions(&self) -> &[Emission] {
        &self.emissions
    }

    /// The room that it concerns, where that is one only.
    pub(super) fn room(&self) -> Option<RoomId> {
        self.room
    }

    /// The sessions and the accounts that hear something else than everybody in that room.
    pub(super) fn singled_out(&self) -> (&[SessionId], &[AccountId]) {
        (&self.sessions, &self.accounts)
    }

    /// The batch in this dialect, rendered by whoever needs it first.
    pub(super) fn rendered(&self, dialect: Dialect, encoders: &Encoders) -> Arc<Rendered> {
        let render = || Arc::new(self.render(dialect, encoders));
        self.cell(dialect).get_or_init(render).clone()
    }

    fn cell(&self, dialect: Dialect) -> Cell {
        let mut cells = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cell)) = cells.iter().find(|(of, _)| *of == dialect) {
            return cell.clone();
        }
        let cell = Cell::default();
        cells.push((dialect, cell.clone()));
        cell
    }

    fn single_out(&mut self, emission: &Emission) {
        match &emission.audience {
            Audience::Session(session) => self.sessions.push(*session),
            Audience::Account { account, .. } => self.accounts.push(*account),
            Audience::Some { accounts, .. } => self.accounts.extend(accounts.iter()),
            Audience::Sessions(sessions) => self.sessions.extend(sessions.iter()),
            Audience::Room { except, .. } => {
                self.sessions.extend(*except);
                self.accounts.extend(subject(&emission.event));
            }
            Audience::Rooms {
                account, except, ..
            } => {
                self.sessions.extend(*except);
                self.accounts.push(*account);
            }
            Audience::Everyone => {}
        }
    }

    fn render(&self, dialect: Dialect, encoders: &Encoders) -> Rendered {
        let mut bytes = Vec::new();
        let mut spans = Vec::with_capacity(self.emissions.len());
        let mut room_runs: Vec<Range<usize>> = Vec::new();
        for emission in &self.emissions {
            let start = bytes.len();
            if let Some(perspective) = shared_perspective(emission) {
                let hearer = Hearer {
                    dialect,
                    perspective,
                    name: "",
                };
                if dialect.is_shared(&emission.event) {
                    let occasion = Occasion::news(emission.at);
                    encoders.encode(&emission.event, hearer, occasion, &mut bytes);
                }
            }
            let span = start..bytes.len();
            let is_for_rooms = matches!(
                emission.audience,
                Audience::Room { .. } | Audience::Rooms { .. }
            );
            if is_for_rooms && !span.is_empty() {
                match room_runs.last_mut() {
                    Some(last) if last.end == start => last.end = span.end,
                    _ => room_runs.push(span.clone()),
                }
            }
            spans.push(span);
        }
        Rendered {
            bytes: Arc::new(bytes),
            spans,
            room_runs,
        }
    }
}

/// The room that all emissions to rooms are to, where it is one, none is to everyone, and all of them hear the
/// same.
fn only_room(emissions: &[Emission]) -> Option<RoomId> {
    let mut only = None;
    for Emission {
        audience, event, ..
    } in emissions
    {
        let room = match audience {
            Audience::Room { room, .. } => *room,
            Audience::Rooms { rooms, .. } => match **rooms {
                [] => continue,
                [room] => room,
                _ => return None,
            },
            Audience::Everyone => return None,
            Audience::Session(_)
            | Audience::Account { .. }
            | Audience::Some { .. }
            | Audience::Sessions(_) => continue,
        };
        let is_same = only.is_none_or(|only| only == room);
        if !is_same || !Dialect::Irc(Default::default(), Default::default()).is_shared(event) {
            return None;
        }
        only = Some(room);
    }
    only
}

/// Whose devices hear something else of an event than all others in the room.
pub(super) fn subject(event: &Event) -> Option<AccountId> {
    match event {
        Event::Message(message) => Some(message.author),
        Event::Entered { person, .. } | Event::Departed { person, .. } => Some(person.account),
        _ => None,
    }
}

/// As whom the many who hear an emission hear it. What a single session hears, and what an author's own
/// devices hear of a message to a room, is rendered where it is needed.
fn shared_perspective(emission: &Emission) -> Option<Perspective> {
    match &emission.audience {
        Audience::Session(_) => None,
        Audience::Account { account, .. } => Some(match &emission.event {
            Event::Message(message) => Perspective::of(*account, message),
            _ => Perspective::Other,
        }),
        _ => Some(Perspective::Other),
    }
}
