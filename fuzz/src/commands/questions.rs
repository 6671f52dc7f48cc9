//! Bytes as questions.

use hourglass_core::{HistoryPoint, HistoryRange, Query, RoomFilter, WhoSubject};

use super::Commands;

impl Commands<'_> {
    pub(super) fn query(&mut self) -> Query {
        match self.below(19) {
            0 => Query::Members(self.room()),
            1 => Query::Topic(self.room()),
            2 => Query::Modes(self.room()),
            3 => Query::Masks {
                room: self.room(),
                kind: self.kind(),
            },
            4 => Query::Rooms(RoomFilter {
                masks: self.maybe(Self::word).into_iter().collect(),
                except_masks: self.maybe(Self::word).into_iter().collect(),
                members_over: self.maybe(|commands| commands.below(4) as u32),
                ..RoomFilter::default()
            }),
            5 => Query::OwnRooms,
            6 => Query::Invitations,
            7 => Query::Who(WhoSubject::Room(self.room())),
            8 => Query::Who(WhoSubject::Mask(self.word())),
            9 => Query::Whois(self.name()),
            10 => Query::Whowas {
                name: self.name(),
                count: self.below(5),
            },
            11 => Query::People(vec![self.name(), self.name()]),
            12 => Query::Counts,
            13 => self.history(),
            14 => Query::Conversations {
                after: self.time(),
                before: self.time(),
                limit: self.below(10),
            },
            15 => Query::ReadMarker(self.target()),
            16 => Query::Watched,
            _ => self.metadata_query(),
        }
    }

    fn history(&mut self) -> Query {
        let range = match self.below(5) {
            0 => HistoryRange::Latest(self.maybe(Self::point)),
            1 => HistoryRange::Before(self.point()),
            2 => HistoryRange::After(self.point()),
            3 => HistoryRange::Around(self.point()),
            _ => HistoryRange::Between(self.point(), self.point()),
        };
        Query::History {
            target: self.target(),
            range,
            limit: self.below(30),
            with_happenings: self.flag(),
        }
    }

    fn point(&mut self) -> HistoryPoint {
        match self.flag() {
            true => HistoryPoint::Message(self.message()),
            false => HistoryPoint::Time(self.time()),
        }
    }
}
