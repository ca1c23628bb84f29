//! What was altered, in whatever character, is refused: by its own code where there is one, else by one of a short list.

use alloc::format;
use alloc::string::String;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::{altered, cases, character};
use crate::base::base64url;
use crate::dev::encrypted::{ecdh, open, rsa};
use crate::dev::jose::{code, jws as signed_by, key, provider_keys, signed_header};
use crate::dev::login::{NOW, login};
use crate::dev::worker::{Browser, SESSION_COOKIE, read_with, settings, signed_in};
use crate::dev::*;
use crate::jose::jws;
use crate::worker::cookies::Cookies;
use crate::worker::login_cookie;
use crate::worker::seal::tests::one_key;
use crate::worker::settings::Settings;
use crate::{Code, worker};

/// One octet of a part of a compact token, flipped: another text of the same form.
fn with_octet_flipped(compact: &str, part: &Index, at: &Index, flip: u8) -> Option<String> {
    let mut parts: alloc::vec::Vec<_> = compact.split('.').map(|part| base64url::decode(part).unwrap()).collect();
    let number = part.index(parts.len());
    if parts[number].is_empty() {
        return None;
    }
    let at = at.index(parts[number].len());
    parts[number][at] ^= flip;
    Some(parts.iter().map(|part| base64url::encode(part)).collect::<alloc::vec::Vec<_>>().join("."))
}

/// What a header that is no longer the signed one may be refused for, before its signature is looked at.
const OF_THE_HEADER: [Code; 5] = [Code::TokenMalformed, Code::AlgNotAllowed, Code::HeaderInvalid, Code::KeyUnknown, Code::KeyAmbiguous];

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_signed_token_with_an_octet_flipped(part in any::<Index>(), at in any::<Index>(), flip in 1_u8..) {
        static TOKEN: LazyLock<String> = LazyLock::new(|| sign(&id_claims()));
        let token = &*TOKEN;
        prop_assert!(jws::verify(token, &provider_keys()).is_ok());
        let refused = code(jws::verify(&with_octet_flipped(token, &part, &at, flip).unwrap(), &provider_keys()));
        match part.index(3) {
            0 => prop_assert!(refused == Code::SignatureInvalid || OF_THE_HEADER.contains(&refused), "{refused}"),
            _ => prop_assert_eq!(refused, Code::SignatureInvalid),
        }
    }

    #[test]
    fn a_signed_token_with_a_character_altered(at in any::<Index>(), to in character(), way in any::<u8>()) {
        let token = signed_by(&signed_header(json!({})), "{}", &key(1));
        let refused = code(jws::verify(&altered(&token, &at, to, way), &provider_keys()));
        prop_assert!(refused == Code::SignatureInvalid || OF_THE_HEADER.contains(&refused), "{refused}");
    }

    #[test]
    fn an_encrypted_token_with_an_octet_flipped(part in any::<Index>(), at in any::<Index>(), flip in 1_u8.., wrapped in any::<bool>()) {
        let made = if wrapped { rsa("r1", "RSA-OAEP", json!({}), "a.b.c") } else { ecdh(json!({}), "a.b.c") };
        prop_assert!(open(&made.compact()).is_ok());
        let Some(token) = with_octet_flipped(&made.compact(), &part, &at, flip) else { return Ok(()) };
        match (part.index(5), open(&token).map_err(|error| error.code())) {
            (0, Err(refused)) => {
                let earlier = [Code::DecryptionFailed, Code::EncNotAllowed, Code::ZipRefused];
                prop_assert!(earlier.contains(&refused) || OF_THE_HEADER.contains(&refused), "{refused}");
            }
            // A wrapped key is the host's to unwrap; here it answers the same whatever it is asked.
            (1, opened) => prop_assert!(wrapped && opened.is_ok()),
            (_, refused) => prop_assert_eq!(refused, Err(Code::DecryptionFailed)),
        }
    }

    #[test]
    fn a_login_cookie_altered(at in any::<Index>(), to in character(), way in any::<u8>()) {
        let pending = login().pending;
        let lines = login_cookie::keep(&pending, &one_key(), &Cookies::parse(""), NOW, [1; 24]).unwrap();
        let (name, sealed) = lines[0].split(';').next().unwrap().split_once('=').unwrap();
        let take = |value: &str| login_cookie::take(pending.state(), &one_key(), &Cookies::parse(&format!("{name}={value}"))).1;
        prop_assert!(take(sealed).is_ok());
        // White space at the ends, and what follows a semicolon, are the header's and not the value's.
        let value = altered(sealed, &at, to, way);
        prop_assume!(value.split(';').next().unwrap().trim() != sealed);
        prop_assert_eq!(code(take(&value)), Code::SealBroken);
    }

    #[test]
    fn a_session_cookie_altered(at in any::<Index>(), to in character(), way in any::<u8>()) {
        static SIGNED_IN: LazyLock<(Settings, String)> = LazyLock::new(|| (settings(), signed_in(&settings()).header()));
        let (settings, header) = &*SIGNED_IN;
        let altered = altered(header, &at, to, way);
        let value = |header: &str| Cookies::parse(header).get_split(SESSION_COOKIE).map(String::from);
        prop_assume!(value(&altered) != value(header));
        prop_assert!(worker::session(settings, header, None, LATER).is_ok());
        prop_assert_eq!(code(worker::session(settings, &altered, None, LATER)), Code::NoSession);
    }

    #[test]
    fn a_record_altered_or_moved(at in any::<Index>(), to in character(), way in any::<u8>()) {
        static SIGNED_IN: LazyLock<(Settings, Browser)> = LazyLock::new(|| {
            let settings = || read_with(&[("SESSION_STORE", Some("kv"))]).unwrap();
            (settings(), signed_in(&settings()))
        });
        let (settings, browser) = &*SIGNED_IN;
        let (header, record) = (browser.header(), browser.record(settings).unwrap());
        prop_assert!(worker::session(settings, &header, Some(record), LATER).is_ok());
        prop_assert_eq!(code(worker::session(settings, &header, Some(&altered(record, &at, to, way)), LATER)), Code::NoSession);
        let elsewhere = altered(&header, &at, to, way);
        prop_assume!(worker::record_key(settings, &elsewhere) != worker::record_key(settings, &header));
        prop_assert_eq!(code(worker::session(settings, &elsewhere, Some(record), LATER)), Code::NoSession);
    }
}
