//! Signed tokens: the parts, the header, the signature.

use fc_pivot::Code;
use fc_pivot::base::{base64url, json, limits};
use fc_pivot::jose::jwe::Jwe;
use fc_pivot::jose::jws;
use serde_json::Value;

use super::world::{encrypt, id_claims, sign, sign_under, userinfo_claims, verification_keys};
use super::{text, texts};

/// Which kind of token a text is decides its number of dots, for both readers alike, and nothing is read of one that is too large.
pub fn compact(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let signed = jws::verify_payload(text, verification_keys()).map(|_| ()).map_err(|error| error.code());
    let encrypted = Jwe::parse(text).map(|_| ()).map_err(|error| error.code());
    match text.matches('.').count() {
        _ if text.len() > limits::TOKEN_BYTES => assert_eq!((signed, encrypted), (Err(Code::TokenTooLarge), Err(Code::TokenTooLarge))),
        2 => {
            assert_eq!(encrypted, Err(Code::TokenNotEncrypted));
            assert_ne!(signed, Err(Code::TokenNotSigned));
            return true;
        }
        4 => {
            assert_eq!(signed, Err(Code::TokenNotSigned));
            assert_ne!(encrypted, Err(Code::TokenNotEncrypted));
            return true;
        }
        _ => assert_eq!((signed, encrypted), (Err(Code::TokenMalformed), Err(Code::TokenMalformed))),
    }
    false
}

pub fn compact_seeds() -> Vec<Vec<u8>> {
    texts([sign(b"{}"), encrypt(b"a.b.c"), "..".into(), "....".into()])
}

/// Nothing verifies but what the provider signed.
pub fn jws(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    match jws::verify(text, verification_keys()) {
        Ok(verified) => {
            let honest =
                |payload: &Vec<u8>| text.rsplit_once('.').map(|(input, _)| input) == sign(payload).rsplit_once('.').map(|(input, _)| input);
            assert!(payloads().iter().any(honest), "a forgery");
            assert_eq!(verified.compact(), text);
            true
        }
        Err(error) => {
            let refusals = [
                Code::TokenTooLarge,
                Code::TokenMalformed,
                Code::TokenNotSigned,
                Code::CritUnsupported,
                Code::AlgNotAllowed,
                Code::HeaderInvalid,
                Code::KeyUnknown,
                Code::KeyAmbiguous,
                Code::SignatureInvalid,
            ];
            assert!(refusals.contains(&error.code()), "{error}");
            false
        }
    }
}

fn payloads() -> [Vec<u8>; 3] {
    [b"{}".to_vec(), id_claims().to_string().into_bytes(), userinfo_claims().to_string().into_bytes()]
}

pub fn jws_seeds() -> Vec<Vec<u8>> {
    texts(payloads().map(|payload| sign(&payload)))
}

/// A header is taken if, and only if, a second reading of the rules takes it; and then what was signed under it verifies.
pub fn jws_header(data: &[u8]) -> bool {
    let unsigned = [base64url::encode(data), base64url::encode(b"{}"), base64url::encode(&[1; 64])].join(".");
    let code = jws::verify(&unsigned, verification_keys()).err().map(|error| error.code());
    let taken = matches!(code, Some(Code::SignatureInvalid | Code::KeyUnknown | Code::KeyAmbiguous));
    assert_eq!(taken, is_taken(data), "{code:?}");
    let of_key_a = code == Some(Code::SignatureInvalid) && kid(data).as_deref() == Some("a");
    assert!(!of_key_a || jws::verify(&sign_under(data, b"{}"), verification_keys()).is_ok());
    of_key_a
}

fn is_taken(header: &[u8]) -> bool {
    let Ok(members) = json::object(header) else { return false };
    let refused = ["crit", "b64", "jwk", "jku", "x5u", "x5c"];
    header.len() <= limits::HEADER_BYTES
        && members.get("alg").and_then(Value::as_str) == Some("ES256")
        && !refused.iter().any(|name| members.contains_key(*name))
        && ["kid", "typ", "cty"].iter().all(|name| members.get(*name).is_none_or(Value::is_string))
        && kid(header).is_none_or(|kid| kid.chars().count() <= limits::KID_CHARS)
}

fn kid(header: &[u8]) -> Option<String> {
    json::object(header).ok()?.get("kid")?.as_str().map(String::from)
}

pub fn jws_header_seeds() -> Vec<Vec<u8>> {
    texts([r#"{"alg":"ES256","kid":"a"}"#, r#"{"typ":"JWT","alg":"ES256","kid":"a","cty":"x","x5t":"y"}"#])
}
