//! Lines that a client of IRC might send by mistake or in malice: commands of all kinds with parameters of all
//! kinds, and bytes that are neither. A seed always gives the same.

use hourglass_wire::irc::Capabilities;

use crate::kit::PASSWORD;

const VERBS: &[&str] = &[
    "PRIVMSG",
    "NOTICE",
    "TAGMSG",
    "PING",
    "PONG",
    "JOIN",
    "PART",
    "NAMES",
    "TOPIC",
    "MODE",
    "WHO",
    "WHOIS",
    "WHOWAS",
    "KICK",
    "INVITE",
    "LIST",
    "AWAY",
    "NICK",
    "SETNAME",
    "CHATHISTORY",
    "MARKREAD",
    "REDACT",
    "RENAME",
    "MONITOR",
    "REGISTER",
    "VERIFY",
    "USERHOST",
    "ISON",
    "CAP",
    "AUTHENTICATE",
    "USER",
    "PASS",
    "LUSERS",
    "MOTD",
    "VERSION",
    "TIME",
    "INFO",
    "ADMIN",
    "LINKS",
    "HELP",
    "RULES",
    "STATUS",
    "COMPLAIN",
    "OPER",
    "KILL",
    "BATCH",
    "METADATA",
    "WEBIRC",
    "GET",
    "privmsg",
    "Join",
    "001",
    "",
    ":",
    "\u{130}",
    "VERBWITHOUTANYEND",
];

const PARAMETERS: &[&str] = &[
    "#lobby",
    "#tea",
    "#TEA",
    "#x,#y,,#z",
    "#",
    "##",
    "#\u{e9}t\u{e9}",
    "@#tea",
    "+#tea",
    "Ann",
    "witness",
    "hourglass",
    "Nobody",
    "*",
    "?",
    "a*!*@*",
    "",
    "0",
    "1",
    "-1",
    "99999999999999999999",
    "+o",
    "-ov+v",
    "+bbb",
    "+klmnst",
    "+I",
    "+e",
    "b",
    "+B",
    "+",
    "LS",
    "REQ",
    "END",
    "LIST",
    "LATEST",
    "BEFORE",
    "AFTER",
    "AROUND",
    "BETWEEN",
    "TARGETS",
    "msgid=1",
    "msgid=",
    "timestamp=",
    "timestamp=2026-01-01T00:00:00.000Z",
    "timestamp=9999-99-99T99:99:99.999Z",
    "+1",
    "C",
    "S",
    "L",
    "PLAIN",
    "EXTERNAL",
    "AAAA",
    "Y2F0AGNhdABjYXQ=",
    "%tcuhsnfdlaor,123",
    ">5",
    "<5,!x,C<5,T>1",
    "draft/multiline",
    "GET",
    "SET",
    "CLEAR",
    "SUB",
    "UNSUB",
    "SUBS",
    "SYNC",
    "*ALL",
    "Display-Name",
    "avatar",
    "$url",
    "\u{1}ACTION waves\u{1}",
    "\u{1}VERSION\u{1}",
    "\u{1}",
    "\u{3}4,5red",
    "\u{4}",
    "\u{202e}evil",
    "e\u{301}\u{301}\u{301}",
    "\u{1f469}\u{200d}\u{1f467}",
    "status",
    "complain",
    "quota",
    "a@b.example",
];

const TAGS: &[&str] = &[
    "@label=1 ",
    "@label= ",
    "@batch=1 ",
    "@+typing=active ",
    "@+draft/reply=1;label=x ",
    "@ ",
    "@;;;=;= ",
    "@+a=\\: ",
    "@msgid=1;time=x ",
    "@draft/multiline-concat;batch=1 ",
];

/// Where what is said comes from.
pub(super) struct Babble {
    state: u64,
}

impl Babble {
    /// The babble of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `bound` (SplitMix64).
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// How a session begins: most log in, some as guests, some not at all.
    pub(super) fn greeting(&mut self, seed: u64) -> Vec<u8> {
        let name = format!("babbler{}", seed % 5);
        let mut greeting = String::new();
        if self.below(3) > 0 {
            greeting.push_str("CAP LS 302\r\n");
            for capability in Capabilities::ALL.names() {
                if self.below(3) > 0 {
                    greeting.push_str(&format!("CAP REQ :{capability}\r\n"));
                }
            }
            greeting.push_str("CAP END\r\n");
        }
        match self.below(8) {
            0 => return b"CAP LS\r\n".to_vec(),
            1 => greeting.push_str(&format!("NICK guest{seed}\r\nUSER u 0 * :r\r\n")),
            _ => {
                let login = format!("PASS :{name}:{PASSWORD}\r\nNICK {name}\r\nUSER u 0 * :r\r\n");
                greeting.push_str(&login);
            }
        }
        greeting.push_str("JOIN #tea\r\n");
        greeting.into_bytes()
    }

    /// A line, with its end or without.
    pub(super) fn line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        if self.below(16) == 0 {
            line.extend(self.bytes());
        } else {
            if self.below(4) == 0 {
                line.extend_from_slice(self.one_of(TAGS).as_bytes());
            }
            if self.below(20) == 0 {
                line.extend_from_slice(b":source!of@it ");
            }
            line.extend_from_slice(self.one_of(VERBS).as_bytes());
            for _ in 0..self.below(6) {
                line.push(b' ');
                line.extend(self.parameter());
            }
        }
        let end = self.one_of(&["\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n\r\n", ""]);
        line.extend_from_slice(end.as_bytes());
        line
    }

    fn parameter(&mut self) -> Vec<u8> {
        match self.below(12) {
            0 => self.bytes(),
            1 => [b":".to_vec(), self.one_of(PARAMETERS).as_bytes().to_vec()].concat(),
            2 => b":several words of it ".to_vec(),
            3 if self.below(4) == 0 => self.one_of(&["x", ",", "\u{e9}", ":"]).repeat(600).into(),
            _ => self.one_of(PARAMETERS).into(),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(40)).map(|_| self.below(256) as u8).collect()
    }
}
