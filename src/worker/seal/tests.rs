use super::*;
use crate::dev::encrypted::host;
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

/// Made by the version before, with keys A and B: "text", for "session".
const FORMER: [&str; 2] =
    ["AgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAfK_MYW6F3QweHT-eMSCgq2S_Dgw", "AgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAdwc16UdaeNNnNdZfBxgmlEaefU2"];

/// What a host makes of it.
fn former(ring: &SealingKeys, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
    ring.former(purpose, sealed).iter().find_map(host)
}

#[test]
fn n65_what_the_version_before_sealed_opens_for_its_purpose_client_and_keys_alone() {
    let [by_a, by_b] = FORMER;
    for ring in [keys(&[A, B]), keys(&[B, A])] {
        for sealed in FORMER {
            assert_eq!(former(&ring, "session", sealed).unwrap(), b"text");
            assert_eq!(former(&ring, "login", sealed), None);
            assert_eq!(ring.open("session", sealed).unwrap_err().code(), Code::SealBroken);
        }
    }
    assert!(former(&one_key(), "session", by_a).is_some());
    assert_eq!(former(&one_key(), "session", by_b), None);
    assert_eq!(former(&keys_of(theirs(), &[A]), "session", by_a), None);
    // Another byte anywhere, the version's among them: neither form is taken for the other.
    for at in 0..base64url::decode(by_a).unwrap().len() {
        let mut bytes = base64url::decode(by_a).unwrap();
        bytes[at] ^= 1;
        assert_eq!(former(&one_key(), "session", &base64url::encode(&bytes)), None);
        assert_eq!(one_key().open("session", &base64url::encode(&bytes)).unwrap_err().code(), Code::SealBroken);
    }
    // The host is asked for nothing that is of today, or too short to be anything.
    let today = one_key().seal("session", b"text", [1; 24]).unwrap();
    for other in ["", "Ag", "=", &by_a[..30], &today] {
        assert!(one_key().former("session", other).is_empty(), "{other}");
    }
}

#[test]
fn n65_it_is_sealed_in_the_form_of_this_version() {
    let sealed = base64url::decode(&one_key().seal("session", b"text", [1; 24]).unwrap()).unwrap();
    assert_eq!(sealed[..25], [&[VERSION][..], &[1; 24]].concat());
    assert_eq!(sealed.len(), OVERHEAD_BYTES + 4);
    for version in (0..=u8::MAX).filter(|version| *version != VERSION) {
        let other = [&[version], &sealed[1..]].concat();
        assert_eq!(one_key().open("session", &base64url::encode(&other)).unwrap_err().code(), Code::SealBroken, "{version}");
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
