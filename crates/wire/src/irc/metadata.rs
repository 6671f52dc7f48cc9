//! What people say of themselves and of rooms for programs to read (draft/metadata-2 and draft/metadata-3).

use std::time::Duration;

use hourglass_core::limits::{METADATA_KEY_BYTES_MAX, METADATA_KEYS_MAX};
use hourglass_core::limits::{METADATA_SUBSCRIPTIONS_MAX, METADATA_VALUE_BYTES_MAX};
use hourglass_core::{Answer, Event, MetadataEntry, MetadataKey, Refusal};

use super::encoder::Scene;
use super::refusal::seconds_up;
use super::reply::metadata::{Draft, end, open, put_problem, put_value};
use super::reply::{self, ALL_TARGETS, MetadataProblem};

/// After what time a client may try again where nothing can be saved.
const FAILING_RETRY: Duration = Duration::from_secs(60);

/// What is told of the capability: the bounds, and that it is of use before the greeting.
pub(super) fn capability_value(has_key_bytes: bool) -> String {
    let key_bytes = if has_key_bytes {
        format!(",max-key-bytes={METADATA_KEY_BYTES_MAX}")
    } else {
        String::new()
    };
    format!(
        "before-connect,max-subs={METADATA_SUBSCRIPTIONS_MAX},max-keys={METADATA_KEYS_MAX}{key_bytes},\
         max-value-bytes={METADATA_VALUE_BYTES_MAX}"
    )
}

/// Writes what happened to metadata, or the answer to a command about it.
pub(super) fn put(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    match event {
        Event::MetadataChanged(entry) => put_changed(scene, entry, out),
        Event::MetadataCleared { of, entries } => {
            put_batch(scene, Draft::Third, of, entries, out);
        }
        Event::MetadataSubscribed {
            keys,
            is_more,
            refused,
            entries,
        } if scene.reference.is_some() => {
            put_subscribed(scene, keys, refused.as_ref(), out);
            if *is_more {
                put_new(scene, entries.as_deref(), out);
            }
        }
        Event::MetadataUnsubscribed { keys } => put_unsubscribed(scene, keys, out),
        Event::MetadataTold { of, entries } => put_told(scene, of, entries.as_deref(), out),
        _ => {}
    }
}

/// Writes the answer to a question about metadata.
pub(super) fn put_answer(scene: Scene<'_>, answer: &Answer, out: &mut Vec<u8>) {
    match answer {
        Answer::Metadata { of, entries } if scene.asked(1) == "GET" => {
            put_asked(scene, of, entries, out);
        }
        Answer::Metadata { of, entries } => put_batch(scene, Draft::Third, of, entries, out),
        Answer::MetadataSync { of, entries } => {
            let of = of.as_deref().unwrap_or(ALL_TARGETS);
            put_batch(scene, draft(scene), of, entries, out);
        }
        Answer::MetadataSubscriptions(keys) => {
            reply::metadata_subscriptions(scene.to, scene.capabilities, keys.iter(), out);
        }
        _ => {}
    }
}

/// Writes what a device's own person said, at the greeting.
pub(super) fn put_own(scene: Scene<'_>, name: &str, entries: &[MetadataEntry], out: &mut Vec<u8>) {
    put_batch(scene, draft(scene), name, entries, out);
}

/// Writes what somebody said of themselves as a part of all about them.
pub(super) fn put_whois(
    scene: Scene<'_>,
    name: &str,
    entries: &[MetadataEntry],
    out: &mut Vec<u8>,
) {
    if !scene.capabilities.know_metadata() {
        return;
    }
    for entry in entries {
        if let Some(value) = &entry.value {
            let line = scene.to.line("760", out);
            line.words(&[name, entry.key.as_str(), "*"])
                .text(value.as_str());
        }
    }
}

/// Writes why a line of `METADATA` was not carried out. Clients that know of it read no other form.
pub(super) fn put_refused(scene: Scene<'_>, refusal: &Refusal, words: &str, out: &mut Vec<u8>) {
    let (target, key) = (asked_or_all(scene, 0), asked_or_all(scene, 2));
    let is_change = matches!(scene.asked(1), "SET" | "CLEAR");
    let number;
    let (code, context) = match refusal {
        Refusal::TooMuchMetadata { limit, .. } => {
            number = limit.to_string();
            match draft(scene) {
                Draft::Second => ("LIMIT_REACHED", vec![target]),
                Draft::Third => ("LIMIT_REACHED", vec![target, &*number]),
            }
        }
        Refusal::Silenced { wait } => {
            number = seconds_up(*wait).to_string();
            ("RATE_LIMITED", vec![target, key, &*number])
        }
        Refusal::StorageFailing => {
            number = FAILING_RETRY.as_secs().to_string();
            ("RATE_LIMITED", vec![target, key, &*number])
        }
        Refusal::NotOperator { .. }
        | Refusal::CommonRoom { .. }
        | Refusal::MetadataOfOthers { .. }
        | Refusal::GuestsCannot => ("KEY_NO_PERMISSION", vec![target, key]),
        Refusal::NotInRoom { .. } if is_change => ("KEY_NO_PERMISSION", vec![target, key]),
        _ => ("INVALID_TARGET", vec![target]),
    };
    reply::fail(scene.to, "METADATA", code, &context, words, out);
}

/// What the client wrote, or that it meant all.
fn asked_or_all<'a>(scene: Scene<'a>, index: usize) -> &'a str {
    match scene.asked(index) {
        "" => "*",
        asked => asked,
    }
}

fn draft(scene: Scene<'_>) -> Draft {
    Draft::of(scene.capabilities)
}

fn put_changed(scene: Scene<'_>, entry: &MetadataEntry, out: &mut Vec<u8>) {
    let value = entry.value.as_ref();
    if scene.reference.is_some() {
        reply::metadata_value(scene.to, &entry.of, &entry.key, value, out);
    } else if scene.capabilities.know_metadata() {
        let value = (&*entry.of, &entry.key, value);
        put_value(scene.to, draft(scene), None, value, out);
    }
}

/// Writes what a device hears of by itself.
fn put_told(scene: Scene<'_>, of: &str, entries: Option<&[MetadataEntry]>, out: &mut Vec<u8>) {
    if !scene.capabilities.know_metadata() {
        return;
    }
    match entries {
        None => put_later(scene, of, out),
        Some([]) if draft(scene) == Draft::Second => {}
        Some(entries) => put_batch(scene, draft(scene), of, entries, out),
    }
}

fn put_subscribed(
    scene: Scene<'_>,
    keys: &[MetadataKey],
    refused: Option<&MetadataKey>,
    out: &mut Vec<u8>,
) {
    reply::metadata_subscribed(scene.to, keys.iter(), out);
    put_invalid_keys(scene, refused, out);
    if let Some(refused) = refused {
        let key = refused.as_str();
        let problem = MetadataProblem::NoMoreSubscriptions { key };
        put_problem(scene.to, scene.capabilities, None, problem, out);
    }
}

/// Writes what there is under keys that are new to the device.
fn put_new(scene: Scene<'_>, entries: Option<&[MetadataEntry]>, out: &mut Vec<u8>) {
    match (draft(scene), entries) {
        (Draft::Second, Some(entries)) => {
            for entry in entries {
                put_entry(scene, Draft::Second, None, entry, out);
            }
        }
        // That nothing is set yet can change until the client asks, so that it is told as what is too much.
        (_, None) | (Draft::Third, Some([])) => put_later(scene, ALL_TARGETS, out),
        (Draft::Third, Some(entries)) => {
            put_batch(scene, Draft::Third, ALL_TARGETS, entries, out);
        }
    }
}

fn put_unsubscribed(scene: Scene<'_>, keys: &[MetadataKey], out: &mut Vec<u8>) {
    if scene.reference.is_some() {
        reply::metadata_unsubscribed(scene.to, keys.iter(), out);
        put_invalid_keys(scene, None, out);
    }
}

/// Writes which of the words that were asked for are no keys, up to the one that found no place.
fn put_invalid_keys(scene: Scene<'_>, refused: Option<&MetadataKey>, out: &mut Vec<u8>) {
    let (to, capabilities) = (scene.to, scene.capabilities);
    reply::metadata_invalid_keys(to, capabilities, asked_keys(scene), refused, out);
}

/// Writes what there is under each of the keys that were asked for, in their order.
fn put_asked(scene: Scene<'_>, of: &str, entries: &[MetadataEntry], out: &mut Vec<u8>) {
    let value = |key: &MetadataKey| {
        let entry = entries.iter().find(|entry| entry.key == *key)?;
        entry.value.as_ref()
    };
    let (to, capabilities) = (scene.to, scene.capabilities);
    reply::metadata_asked(to, capabilities, of, asked_keys(scene), value, out);
}

/// The keys as they were typed: behind the target and the subcommand.
fn asked_keys<'a>(scene: Scene<'a>) -> impl Iterator<Item = &'a str> {
    let reference = scene.reference.into_iter();
    reference.flat_map(|reference| reference.parameters.iter().skip(2).copied())
}

fn put_batch(
    scene: Scene<'_>,
    draft: Draft,
    of: &str,
    entries: &[MetadataEntry],
    out: &mut Vec<u8>,
) {
    let batch = open(scene.to, scene.capabilities, &["metadata", of], out);
    for entry in entries {
        put_entry(scene, draft, batch, entry, out);
    }
    end(scene.to, batch, out);
}

fn put_entry(
    scene: Scene<'_>,
    draft: Draft,
    batch: Option<&str>,
    entry: &MetadataEntry,
    out: &mut Vec<u8>,
) {
    let value = (&*entry.of, &entry.key, entry.value.as_ref());
    put_value(scene.to, draft, batch, value, out);
}

/// Writes that there is more than is told by itself; the client asks for it when it likes.
fn put_later(scene: Scene<'_>, target: &str, out: &mut Vec<u8>) {
    let line = scene.to.line("774", out).words(&[target, "0"]);
    line.text("Ask with METADATA SYNC for what there is");
}
