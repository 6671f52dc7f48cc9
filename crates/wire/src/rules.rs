//! The text of `/rules`, where the server has none of its own.

use hourglass_core::Settings;

use crate::words::spoken;

/// The rules as the settings have them, in lines that end in `\n`.
pub fn default_text(settings: &Settings) -> String {
    let mut text = format!(
        "Everybody is in {}; further rooms are opened with /join. What is said is gone after {}, for everybody.\n\
         A message has at most {} characters.\n",
        settings.lobby,
        spoken(settings.message_lifetime),
        settings.max_message,
    );
    if settings.message_limit > 0 {
        text.push_str(&format!(
            "You may send {} messages in {}, counted from the first one.\n",
            settings.message_limit,
            spoken(settings.limit_period),
        ));
    }
    text.push_str(&format!(
        "Whoever {} people complain about is silenced for {}.\n",
        settings.ban_complaints,
        spoken(settings.ban_duration),
    ));
    text.push_str(COMMANDS);
    text
}

const COMMANDS: &str = "\
/private NAME TEXT  say it to one person only (also /msg); with #ROOM, in that room
/me TEXT            say what you do: * YOU TEXT
/ban NAME           complain about a person (also /complain)
/join #ROOM [KEY]   come into a room, or open it; what you type goes there then
/leave [#ROOM]      leave it
/rooms              the rooms that there are
/who [#ROOM]        who is in it
/topic [#ROOM] TEXT what it is about; without a text, ask; with -, take it away
/invite NAME        ask somebody into the room
/kick NAME [REASON] put somebody out of a room that you run
/op NAME            let somebody run it too (/deop takes that back)
/status             how the room and you stand
/rules              this text (also /help)
/exit               leave (also /quit)
//TEXT              say /TEXT
";
