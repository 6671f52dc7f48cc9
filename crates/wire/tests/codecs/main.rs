//! The codecs as the server and the client use them.

#[cfg(test)]
mod irc;
#[cfg(test)]
mod json;
#[cfg(test)]
mod line_decoder;
#[cfg(test)]
mod line_encoder;
#[cfg(test)]
mod line_request;
#[cfg(test)]
mod line_room_request;
#[cfg(test)]
mod line_rooms;
#[cfg(test)]
mod name;
#[cfg(test)]
mod protocol_document;
#[cfg(test)]
mod room_name;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod text;
#[cfg(test)]
mod words;
