//! What must come encrypted, and what an encryption must hold. Each refusal stands beside its twin.

use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

use serde_json::json;

use super::*;
use crate::base::error::{Code, Error};
use crate::dev::encrypted::{CONTENT_KEY, ecdh, host, our_keys, rsa};
use crate::dev::jose::{jws, key, provider_keys, signed_header};
use crate::dev::login::provider;
use crate::dev::*;
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use crate::sign_in::claims::IdToken;

const RANDOM: [u8; 32] = [9; 32];

/// The first half of a decryption.
fn open(preset: &'static Preset, compact: &str, random: [u8; 32]) -> Result<Opened> {
    OurKeys::from(Arc::new(our_keys())).open(&provider(preset), compact, random)
}

/// What is inside, where `holder` has our keys. The content is decrypted with whatever key that leads to.
fn opened_by(compact: &str, holder: impl FnOnce(&Operation) -> Option<alloc::vec::Vec<u8>>) -> Result<SignedToken> {
    let Opened::Asked(opening, operation) = open(&FRANCECONNECT_PLUS, compact, RANDOM)? else {
        panic!("a preset that encrypts takes nothing plain")
    };
    content(opening.next(holder(&operation).as_deref())?, host)
}

/// The last step, whatever the ones before came to: the host is asked for the content.
fn content(asked: Opened, host: impl FnOnce(&Operation) -> Option<alloc::vec::Vec<u8>>) -> Result<SignedToken> {
    let Opened::Asked(opening, operation @ Operation::Decrypt { .. }) = asked else { panic!("the content is still encrypted") };
    match opening.next(host(&operation).as_deref())? {
        Opened::Signed(token) => Ok(token),
        Opened::Asked(..) => panic!("nothing is left to ask for"),
    }
}

fn opened(compact: &str) -> Result<SignedToken> {
    opened_by(compact, host)
}

fn verdict(token: &SignedToken) -> Result<IdToken> {
    IdToken::verify(token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &tokens(&FRANCECONNECT_PLUS), LATER)
}

fn code<T>(outcome: Result<T>) -> Code {
    outcome.map(|_| ()).unwrap_err().code()
}

#[test]
fn an_honest_token_comes_out_and_verifies() {
    let token = opened(&encrypt(sign(&id_claims()))).unwrap();
    assert_eq!(token.compact(), sign(&id_claims()));
    assert!(verdict(&token).is_ok());
}

#[test]
fn n28_a_signed_token_does_not_pass_for_an_encrypted_one() {
    assert!(opened(&encrypt(sign(&id_claims()))).is_ok());
    assert_eq!(code(opened(&sign(&id_claims()))), Code::TokenNotEncrypted);
    // Nor without keys of ours.
    let without_keys = |preset| OurKeys::default().open(&provider(preset), &sign(&id_claims()), RANDOM);
    assert_eq!(code(without_keys(&FRANCECONNECT_PLUS)), Code::TokenNotEncrypted);
    assert!(matches!(without_keys(&OIDC), Ok(Opened::Signed(_))));
}

#[test]
fn n29_unsigned_claims_inside_are_refused() {
    assert_eq!(code(opened(&encrypt(id_claims().to_string()))), Code::TokenNotSigned);
    let none = jws(&signed_header(json!({ "alg": "none" })), id_claims().to_string(), &key(1));
    let unsigned = &none[..=none.rfind('.').unwrap()];
    assert_eq!(code(verdict(&opened(&encrypt(unsigned)).unwrap())), Code::AlgNotAllowed);
    assert!(verdict(&opened(&encrypt(sign(&id_claims()))).unwrap()).is_ok());
}

#[test]
fn n30_a_token_signed_by_another_key_inside_is_refused() {
    let by = |number| opened(&encrypt(jws(&signed_header(json!({})), id_claims().to_string(), &key(number)))).unwrap();
    assert!(verdict(&by(1)).is_ok());
    assert_eq!(code(verdict(&by(2))), Code::SignatureInvalid);
}

#[test]
fn n31_an_encrypted_token_inside_is_refused() {
    let once = encrypt(sign(&id_claims()));
    assert!(opened(&once).is_ok());
    assert_eq!(code(opened(&encrypt(&once))), Code::TokenNotSigned);
}

#[test]
fn the_host_is_told_which_key_and_what() {
    for (kid, alg, place) in [("r1", "RSA-OAEP", 1), ("r256", "RSA-OAEP-256", 2)] {
        let token = opened_by(&rsa(kid, alg, json!({}), sign(&id_claims())).compact(), |operation| {
            assert!(matches!(operation, Operation::Unwrap { index, encrypted_key } if *index == place && encrypted_key == &[0xee; 256]));
            Some(CONTENT_KEY.to_vec())
        });
        assert!(verdict(&token.unwrap()).is_ok());
    }
    for parties in [json!({}), json!({ "apu": "QWxpY2U", "apv": "Qm9i" })] {
        let token = opened_by(&ecdh(parties, sign(&id_claims())).compact(), |operation| {
            assert!(matches!(operation, Operation::Agree { index: 0, point: [4, ..] }));
            host(operation)
        });
        assert!(verdict(&token.unwrap()).is_ok());
    }
}

#[test]
fn the_host_is_asked_for_no_key_that_is_not_ours() {
    let of = |changes| opened(&ecdh(changes, sign(&id_claims())).compact());
    assert!(of(json!({})).is_ok());
    assert_eq!(code(of(json!({ "kid": "gone" }))), Code::KeyUnknown);
    assert_eq!(code(of(json!({ "kid": "r1" }))), Code::AlgNotAllowed);
}

#[test]
fn n37_an_operation_that_failed_and_a_failed_tag_are_one_error() {
    for honest in [ecdh(json!({}), sign(&id_claims())), rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims()))] {
        let compact = honest.compact();
        assert!(opened(&compact).is_ok());
        let given: [Option<&[u8]>; 5] = [None, Some(&[0; 32]), Some(&[0x42; 31]), Some(&[]), Some(&[7; 33])];
        for given in given {
            let failure = opened_by(&compact, |_| given.map(<[u8]>::to_vec));
            assert_eq!(failure.unwrap_err(), Error::from(Code::DecryptionFailed));
        }
        let mut altered = honest;
        altered.tag[0] ^= 1;
        assert_eq!(opened(&altered.compact()).unwrap_err(), Error::from(Code::DecryptionFailed));
        assert_eq!(opened_by(&altered.compact(), |_| None).unwrap_err(), Error::from(Code::DecryptionFailed));
        // A host that does not decrypt, although it has the key.
        let Opened::Asked(opening, operation) = open(&FRANCECONNECT_PLUS, &compact, RANDOM).unwrap() else { panic!("asked") };
        let asked = opening.next(host(&operation).as_deref()).unwrap();
        assert_eq!(content(asked, |_| None).unwrap_err(), Error::from(Code::DecryptionFailed));
    }
    // The random key does take the place of the one that did not come.
    let compact = rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims())).compact();
    let Opened::Asked(opening, _) = open(&FRANCECONNECT_PLUS, &compact, CONTENT_KEY).unwrap() else { panic!("the host has the key") };
    assert!(content(opening.next(None).unwrap(), host).is_ok());
}

#[test]
fn n38_a_content_key_of_another_length_fails_like_any_other() {
    let compact = rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims())).compact();
    let longer = [CONTENT_KEY, CONTENT_KEY].concat();
    assert!(opened_by(&compact, |_| Some(longer[..32].to_vec())).is_ok());
    for length in [0, 16, 24, 31, 33, 64] {
        let failure = opened_by(&compact, |_| Some(longer[..length].to_vec()));
        assert_eq!(failure.unwrap_err(), Error::from(Code::DecryptionFailed), "{length}");
    }
}

#[test]
fn n70_debug_shows_no_part_of_a_token() {
    let token = rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims())).compact();
    let Opened::Asked(opening, operation) = open(&FRANCECONNECT_PLUS, &token, RANDOM).unwrap() else { panic!("the host has the key") };
    assert_eq!(format!("{opening:?} {operation:?}"), "Key(…) Unwrap(…)");
    assert_eq!(format!("{:?}", opened(&encrypt(sign(&id_claims()))).unwrap()), "SignedToken(Secret(…))");
}
