//! Keys of metadata, as they are typed.

use hourglass_core::MetadataKey;
use hourglass_core::limits::METADATA_KEY_BYTES_MAX;

/// A key as it is typed, in lower case; nothing where it cannot be one.
pub fn parse_key(typed: &str) -> Option<MetadataKey> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_./-".contains(&byte);
    let is_key = (1..=METADATA_KEY_BYTES_MAX).contains(&typed.len()) && typed.bytes().all(is_part);
    is_key.then(|| MetadataKey::from_checked(&typed.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{METADATA_KEY_BYTES_MAX, parse_key};

    #[test]
    fn keys_are_folded_and_bounded() {
        let longest = "k".repeat(METADATA_KEY_BYTES_MAX);
        for (typed, key) in [
            ("avatar", "avatar"),
            ("Display-Name", "display-name"),
            ("vendor.example/Key_9", "vendor.example/key_9"),
            (&longest, &longest),
        ] {
            assert_eq!(parse_key(typed).unwrap().as_str(), key);
        }
        let too_long = "k".repeat(METADATA_KEY_BYTES_MAX + 1);
        for typed in ["", "a b", "$url", "a:b", "*", "schlüssel", &too_long] {
            assert!(parse_key(typed).is_none(), "{typed}");
        }
    }
}
