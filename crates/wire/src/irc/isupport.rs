//! What the server tells of its own ways at the greeting (`RPL_ISUPPORT`).

use hourglass_core::limits::{
    HISTORY_ANSWER_MAX, MODE_CHANGES_MAX, NAME_CHARACTERS_MAX, ROOM_MASKS_MAX,
    ROOM_NAME_CHARACTERS_MAX, ROOMS_PER_ACCOUNT_MAX, TOPIC_CHARACTERS_MAX, WATCHED_MAX,
};

use super::ServerFacts;
use super::limits::{
    KICK_TARGETS_MAX, PARAMETERS_MAX, REALNAME_BYTES_MAX, ROOM_TARGETS_MAX, SPEECH_TARGETS_MAX,
    USERNAME_BYTES_MAX,
};

/// The modes that a person has: a program (`B`), and one that strangers do not find (`i`).
pub const USER_MODES: &str = "Bi";

/// The modes that a room has, without lists and standings.
pub const CHANNEL_MODES: &str = "CIbeiklmnostv";

/// Changes with a parameter that one line has room for, behind the room and the letters.
const MODES_MAX: usize = PARAMETERS_MAX - 2;

const _: () = assert!(MODES_MAX <= MODE_CHANGES_MAX);

/// Words on one line: as many as all clients read.
pub(super) const WORDS_ON_LINE_MAX: usize = 12;

/// All words, in the order in which they are told.
pub(super) fn words(facts: &ServerFacts) -> Vec<String> {
    let fixed = [
        "CASEMAPPING=ascii",
        "CHANTYPES=#",
        "CHANMODES=Ibe,k,l,Cimnst",
        "PREFIX=(ov)@+",
        "STATUSMSG=@+",
        "EXCEPTS=e",
        "INVEX=I",
        // `+b m:mask` keeps from speaking only, `+b a:mask` looks at names of accounts.
        "EXTBAN=,am",
        "ACCOUNTEXTBAN=a",
        "ELIST=CMNTU",
        "SAFELIST",
        "WHOX",
        "BOT=B",
        "UTF8ONLY",
        "MSGREFTYPES=msgid,timestamp",
    ]
    .map(str::to_owned);
    let speech = SPEECH_TARGETS_MAX;
    let rooms = ROOM_TARGETS_MAX;
    let bounds = [
        format!("NICKLEN={NAME_CHARACTERS_MAX}"),
        format!("USERLEN={USERNAME_BYTES_MAX}"),
        format!("NAMELEN={REALNAME_BYTES_MAX}"),
        format!("CHANNELLEN={ROOM_NAME_CHARACTERS_MAX}"),
        format!("TOPICLEN={TOPIC_CHARACTERS_MAX}"),
        format!("KICKLEN={TOPIC_CHARACTERS_MAX}"),
        format!("AWAYLEN={TOPIC_CHARACTERS_MAX}"),
        format!("CHANLIMIT=#:{ROOMS_PER_ACCOUNT_MAX}"),
        format!("MODES={MODES_MAX}"),
        format!("MAXLIST=Ibe:{ROOM_MASKS_MAX}"),
        format!("MONITOR={WATCHED_MAX}"),
        format!("CHATHISTORY={HISTORY_ANSWER_MAX}"),
        format!(
            "TARGMAX=JOIN:{rooms},PART:{rooms},PRIVMSG:{speech},NOTICE:{speech},TAGMSG:{speech},\
             KICK:{KICK_TARGETS_MAX},NAMES:1,LIST:,WHOIS:1,WHOWAS:1,MONITOR:{WATCHED_MAX}"
        ),
    ];
    let network = format!("NETWORK={}", facts.network);
    std::iter::once(network)
        .chain(fixed)
        .chain(bounds)
        .collect()
}
