//! What must come encrypted, and what an encryption must hold. Each refusal stands beside its twin.

use alloc::format;
use alloc::string::ToString;

use serde_json::json;

use super::*;
use crate::base::error::{Code, Error};
use crate::jose::testing::encrypted::{CONTENT_KEY, ecdh, our_keys, rsa};
use crate::jose::testing::{jws, key, provider_keys, signed_header};
use crate::provider::discovery::tests::provider;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use crate::sign_in::claims::IdToken;
use crate::testing::*;

/// Decrypts a token for which nothing is asked of the host.
fn opened(compact: &str) -> Result<SignedToken> {
    match decrypt(compact, &our_keys())? {
        Decryption::Done(token) => Ok(token),
        Decryption::Waiting(_) => panic!("ECDH-ES asks nothing of the host"),
    }
}

/// What the host is asked for a token to an RSA key.
fn waiting(compact: &str) -> HostUnwrap {
    match decrypt(compact, &our_keys()).unwrap() {
        Decryption::Waiting(unwrap) => *unwrap,
        Decryption::Done(_) => panic!("RSA is the host's"),
    }
}

fn verdict(token: &SignedToken) -> Result<IdToken> {
    IdToken::verify(token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &tokens(&FRANCECONNECT_PLUS), LATER)
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
    assert_eq!(decrypt(&sign(&id_claims()), &our_keys()).unwrap_err().code(), Code::TokenNotEncrypted);
    // Nor does it get round decryption.
    let received = SignedToken::received(&provider(&FRANCECONNECT_PLUS), &sign(&id_claims()));
    assert_eq!(received.unwrap_err().code(), Code::TokenNotEncrypted);
    assert!(SignedToken::received(&provider(&OIDC), &sign(&id_claims())).is_ok());
}

#[test]
fn a_plain_providers_token_is_decrypted_where_it_is_encrypted_and_we_have_keys() {
    let (jws, jwe) = (sign(&id_claims()), encrypt(sign(&id_claims())));
    for (preset, compact, decrypted) in
        [(&OIDC, &jws, false), (&OIDC, &jwe, true), (&FRANCECONNECT_PLUS, &jws, true), (&FRANCECONNECT_PLUS, &jwe, true)]
    {
        assert_eq!(is_to_be_decrypted(preset, compact), decrypted, "{} {compact}", preset.name);
    }
    for neither in ["", "a.b", "a.b.c.d", "a.b.c.d.e.f"] {
        assert!(!is_to_be_decrypted(&OIDC, neither), "{neither}");
    }
    // Without keys it stays refused, by a word that says why.
    let refused = SignedToken::received(&provider(&OIDC), &jwe).unwrap_err();
    assert!(refused.code() == Code::TokenNotSigned && refused.message().contains("FC_DECRYPTION_KEYS"));
}

#[test]
fn n29_unsigned_claims_inside_are_refused() {
    assert_eq!(opened(&encrypt(id_claims().to_string())).unwrap_err().code(), Code::TokenNotSigned);
    let none = jws(&signed_header(json!({ "alg": "none" })), id_claims().to_string(), &key(1));
    let unsigned = &none[..=none.rfind('.').unwrap()];
    assert_eq!(verdict(&opened(&encrypt(unsigned)).unwrap()).unwrap_err().code(), Code::AlgNotAllowed);
    assert!(verdict(&opened(&encrypt(sign(&id_claims()))).unwrap()).is_ok());
}

#[test]
fn n30_a_token_signed_by_another_key_inside_is_refused() {
    let by = |number| opened(&encrypt(jws(&signed_header(json!({})), id_claims().to_string(), &key(number)))).unwrap();
    assert!(verdict(&by(1)).is_ok());
    assert_eq!(verdict(&by(2)).unwrap_err().code(), Code::SignatureInvalid);
}

#[test]
fn n31_an_encrypted_token_inside_is_refused() {
    let once = encrypt(sign(&id_claims()));
    assert!(opened(&once).is_ok());
    assert_eq!(opened(&encrypt(&once)).unwrap_err().code(), Code::TokenNotSigned);
}

#[test]
fn a_token_to_a_key_that_is_not_ours_is_refused() {
    assert!(opened(&ecdh(json!({}), sign(&id_claims())).compact()).is_ok());
    assert_eq!(opened(&ecdh(json!({ "kid": "gone" }), sign(&id_claims())).compact()).unwrap_err().code(), Code::KeyUnknown);
}

#[test]
fn the_host_is_told_which_key_and_what() {
    for (kid, alg, index) in [("r1", "RSA-OAEP", 1), ("r256", "RSA-OAEP-256", 2)] {
        let unwrap = waiting(&rsa(kid, alg, json!({}), sign(&id_claims())).compact());
        assert_eq!(unwrap.index(), index);
        assert!(matches!(unwrap.asked(), Asked::Unwrap(encrypted_key) if encrypted_key == &[0xee; 256]));
        let token = unwrap.finish(Some(&CONTENT_KEY), [9; 32]).unwrap();
        assert!(verdict(&token).is_ok());
    }
}

/// What the host gives for a token to a key of ours, where it is asked to agree: here by p256.
fn agreed_by_host(compact: &str) -> (HostUnwrap, [u8; 32]) {
    let unwrap = decrypt_by_host(compact, &our_keys()).unwrap();
    assert_eq!(unwrap.index(), 0);
    let Asked::Agree(point) = unwrap.asked() else { panic!("ECDH-ES is an agreement") };
    let shared = key(7).diffie_hellman(&p256::PublicKey::from_sec1_bytes(point).unwrap());
    (unwrap, (*shared.raw_secret_bytes()).into())
}

#[test]
fn a_host_that_agrees_opens_what_we_open() {
    for parties in [json!({}), json!({ "apu": "QWxpY2U", "apv": "Qm9i" })] {
        let token = ecdh(parties, sign(&id_claims())).compact();
        let (unwrap, shared) = agreed_by_host(&token);
        let by_host = unwrap.finish(Some(&shared), [9; 32]).unwrap();
        assert_eq!(by_host.compact(), opened(&token).unwrap().compact());
        assert!(verdict(&by_host).is_ok());
    }
    for (kid, alg, index) in [("r1", "RSA-OAEP", 1), ("r256", "RSA-OAEP-256", 2)] {
        let unwrap = decrypt_by_host(&rsa(kid, alg, json!({}), sign(&id_claims())).compact(), &our_keys()).unwrap();
        assert_eq!(unwrap.index(), index);
        assert!(matches!(unwrap.asked(), Asked::Unwrap(encrypted_key) if encrypted_key == &[0xee; 256]));
        assert!(verdict(&unwrap.finish(Some(&CONTENT_KEY), [9; 32]).unwrap()).is_ok());
    }
}

#[test]
fn n37_an_agreement_that_failed_and_a_failed_tag_are_one_error() {
    let honest = ecdh(json!({}), sign(&id_claims()));
    let (unwrap, shared) = agreed_by_host(&honest.compact());
    assert!(unwrap.finish(Some(&shared), [9; 32]).is_ok());
    let given: [Option<&[u8]>; 5] = [None, Some(&[0; 32]), Some(&shared[..31]), Some(&[]), Some(&[7; 33])];
    for given in given {
        assert_eq!(agreed_by_host(&honest.compact()).0.finish(given, [9; 32]).unwrap_err(), Error::from(Code::DecryptionFailed));
    }
    let mut altered = honest;
    altered.tag[0] ^= 1;
    assert_eq!(agreed_by_host(&altered.compact()).0.finish(Some(&shared), [9; 32]).unwrap_err(), Error::from(Code::DecryptionFailed));
}

#[test]
fn a_host_is_asked_for_no_key_that_is_not_ours() {
    let of = |changes| decrypt_by_host(&ecdh(changes, sign(&id_claims())).compact(), &our_keys()).map(|unwrap| unwrap.index());
    assert_eq!(of(json!({})).ok(), Some(0));
    assert_eq!(of(json!({ "kid": "gone" })).unwrap_err().code(), Code::KeyUnknown);
    assert_eq!(of(json!({ "kid": "r1" })).unwrap_err().code(), Code::AlgNotAllowed);
    assert_eq!(decrypt_by_host(&sign(&id_claims()), &our_keys()).unwrap_err().code(), Code::TokenNotEncrypted);
}

#[test]
fn n37_a_failed_unwrap_and_a_failed_tag_are_one_error() {
    let honest = || rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims()));
    let mut altered = honest();
    altered.tag[0] ^= 1;
    assert!(waiting(&honest().compact()).finish(Some(&CONTENT_KEY), [9; 32]).is_ok());
    let failures = [
        waiting(&honest().compact()).finish(None, [9; 32]),
        waiting(&honest().compact()).finish(Some(&[0x43; 32]), [9; 32]),
        waiting(&altered.compact()).finish(Some(&CONTENT_KEY), [9; 32]),
        waiting(&altered.compact()).finish(None, [9; 32]),
    ];
    for failure in failures {
        assert_eq!(failure.unwrap_err(), Error::from(Code::DecryptionFailed));
    }
    // The random key does take the place of the one that did not come.
    assert!(waiting(&honest().compact()).finish(None, CONTENT_KEY).is_ok());
}

#[test]
fn n38_a_content_key_of_another_length_fails_like_any_other() {
    let unwrap = || waiting(&rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims())).compact());
    assert!(unwrap().finish(Some(&CONTENT_KEY), [9; 32]).is_ok());
    let longer = [CONTENT_KEY, CONTENT_KEY].concat();
    for length in [0, 16, 24, 31, 33, 64] {
        assert_eq!(unwrap().finish(Some(&longer[..length]), [9; 32]).unwrap_err(), Error::from(Code::DecryptionFailed), "{length}");
    }
}

#[test]
fn n70_debug_shows_no_part_of_a_token() {
    let token = rsa("r1", "RSA-OAEP", json!({}), sign(&id_claims())).compact();
    assert_eq!(format!("{:?}", decrypt(&token, &our_keys()).unwrap()), "Waiting(HostUnwrap { index: 1, .. })");
    assert_eq!(format!("{:?}", opened(&encrypt(sign(&id_claims()))).unwrap()), "SignedToken(Secret(…))");
}
