//! The answer to `/status`.

use hourglass_core::{Allowance, Status};

use super::put_line;
use crate::words::clock;

/// Writes the status in the lines that scripts for the original client read.
pub(super) fn put_status(host: &str, port: &str, status: &Status, out: &mut Vec<u8>) {
    put_line(out, &["======= CHAT INFO: ========"]);
    put_line(out, &["*\tHOST\t= ", host]);
    put_line(out, &["*\tPORT\t= ", port]);
    put_line(
        out,
        &["*\tUSERS ONLINE:\t ", &status.names_online.to_string()],
    );
    put_line(out, &["*\tCONNECTIONS:\t", &status.connections.to_string()]);
    put_line(out, &["======= ABOUT YOU: ========"]);
    put_line(
        out,
        &["*\tHOW MANY CLIENTS\t= ", &status.devices.to_string()],
    );
    put_line(out, &["*\tCOUNTER MESSAGE\t= ", &counter(status.allowance)]);
    put_line(
        out,
        &[
            "*\tAMOUNT OF COMPLAINTS\t= ",
            &status.complaints.to_string(),
        ],
    );
    if let Some(wait) = status.silenced {
        put_line(out, &["*\tBANNED FOR\t", &clock(wait)]);
    }
}

fn counter(allowance: Allowance) -> String {
    let mut counter = allowance.used.to_string();
    if allowance.limit > 0 {
        counter.push_str(&format!(" of {}", allowance.limit));
    }
    if let Some(wait) = allowance.renews_in {
        counter.push_str(&format!(", anew in {}", clock(wait)));
    }
    counter
}
