use super::*;
use crate::worker::namespace::tests::{ours, theirs};
use alloc::format;
use proptest::prelude::*;

const A: [u8; 32] = [0xaa; 32];
const B: [u8; 32] = [0xbb; 32];

pub(crate) fn keys_of(namespace: Namespace, keys: &[[u8; 32]]) -> SealingKeys {
    let list: Vec<_> = keys.iter().map(|key| base64url::encode(key)).collect();
    SealingKeys::parse(&serde_json::to_string(&list).unwrap(), namespace).unwrap()
}

pub(crate) fn keys(keys: &[[u8; 32]]) -> SealingKeys {
    keys_of(ours(), keys)
}

pub(crate) fn one_key() -> SealingKeys {
    keys(&[A])
}

#[test]
fn n65_what_was_sealed_opens_for_its_purpose_alone() {
    let sealed = one_key().seal("session", b"text", [1; 24]).unwrap();
    assert_eq!(one_key().open("session", &sealed).unwrap().as_slice(), b"text");
    for purpose in ["", "sessio", "session ", "login"] {
        assert_eq!(one_key().open(purpose, &sealed).unwrap_err().code(), Code::SealBroken);
    }
}

#[test]
fn n71_what_one_client_sealed_another_with_the_same_keys_does_not_open() {
    let sealed = one_key().seal("session", b"text", [1; 24]).unwrap();
    assert_eq!(keys_of(ours(), &[A]).open("session", &sealed).unwrap().as_slice(), b"text");
    assert_eq!(keys_of(theirs(), &[A]).open("session", &sealed).unwrap_err().code(), Code::SealBroken);
    let other_provider = Namespace::new("https://other.example", "our-client");
    assert_eq!(keys_of(other_provider, &[A]).open("session", &sealed).unwrap_err().code(), Code::SealBroken);
}

#[test]
fn n65_a_retired_key_no_longer_opens() {
    let sealed = one_key().seal("session", b"text", [1; 24]).unwrap();
    assert!(keys(&[B, A]).open("session", &sealed).is_ok());
    assert_eq!(keys(&[B]).open("session", &sealed).unwrap_err().code(), Code::SealBroken);
    let newer = keys(&[B, A]).seal("session", b"text", [1; 24]).unwrap();
    assert!(keys(&[B]).open("session", &newer).is_ok());
}

proptest! {
    #[test]
    fn n65_any_altered_or_cut_byte_breaks_the_seal(text in prop::collection::vec(any::<u8>(), 0..64), at in any::<prop::sample::Index>(), flip in 1_u8..) {
        let sealed = one_key().seal("p", &text, [9; 24]).unwrap();
        let opened = one_key().open("p", &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_slice());
        let mut bytes = base64url::decode(&sealed).unwrap();
        let at = at.index(bytes.len());
        prop_assert_eq!(one_key().open("p", &base64url::encode(&bytes[..at])).unwrap_err().code(), Code::SealBroken);
        bytes[at] ^= flip;
        prop_assert_eq!(one_key().open("p", &base64url::encode(&bytes)).unwrap_err().code(), Code::SealBroken);
    }
}

#[test]
fn keys_that_are_not_are_refused_without_being_shown() {
    let good = base64url::encode(&A);
    let short = base64url::encode(&A[..31]);
    for text in ["", "[]", "{}", &good, &format!("[\"{short}\"]"), &format!("[\"{good}\",\"{good}\"]"), &format!("[\"{good}=\"]"), "[1]"] {
        let error = SealingKeys::parse(text, ours()).unwrap_err();
        assert_eq!(error.code(), Code::InvalidSettings);
        assert!(error.message().contains("SESSION_KEYS") && !error.message().contains(&good));
    }
    let nine: Vec<_> = (0..9).map(|n| base64url::encode(&[n; 32])).collect();
    assert!(SealingKeys::parse(&serde_json::to_string(&nine[..8]).unwrap(), ours()).is_ok());
    assert_eq!(SealingKeys::parse(&serde_json::to_string(&nine).unwrap(), ours()).unwrap_err().code(), Code::InvalidSettings);
    assert_eq!(format!("{:?}", one_key()), "SealingKeys(1)");
}
