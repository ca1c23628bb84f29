//! Encrypted tokens: the parts, the header, what is inside.

use fc_pivot::Code;
use fc_pivot::base::{base64url, json};
use fc_pivot::dev::encrypted::ecdh_under;
use fc_pivot::jose::jwe::Jwe;
use fc_pivot::jose::operation::Operation;
use serde_json::{Value, json};

use super::world::{self, decryption_keys, ecdh_header, encrypt, encrypt_for_host, given, sign, with};
use super::{text, texts};

const REFUSALS: [Code; 12] = [
    Code::TokenTooLarge,
    Code::TokenMalformed,
    Code::TokenNotEncrypted,
    Code::CritUnsupported,
    Code::AlgNotAllowed,
    Code::HeaderInvalid,
    Code::EncNotAllowed,
    Code::ZipRefused,
    Code::KeyUnknown,
    Code::KeyAmbiguous,
    Code::DecryptionFailed,
    Code::TokenNotSigned,
];

/// What opens is what was encrypted to us; where the host gives nothing, or a wrong key, it ends at the tag like everything else.
pub fn jwe(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    match opened(text, given) {
        Ok(token) => {
            assert!(looks_signed(token.as_bytes()));
            assert!(text.matches('.').count() == 4 && text == reencoded(text), "a second spelling");
            let failures = [opened(text, |_| None), opened(text, |_| Some(vec![2; 31])), opened(text, |_| Some(vec![2; 32]))];
            assert!(failures.into_iter().all(|failure| failure == Err(Code::DecryptionFailed)));
            true
        }
        Err(code) => {
            assert!(REFUSALS.contains(&code), "{code}");
            false
        }
    }
}

/// The whole way, with `holder` in the place of whoever holds our keys.
fn opened(compact: &str, holder: impl FnOnce(&Operation) -> Option<Vec<u8>>) -> Result<String, Code> {
    let open = || {
        let jwe = Jwe::parse(compact)?;
        let given = holder(&jwe.operation(decryption_keys())?);
        let key = jwe.content_key(given.as_deref(), [1; 32]);
        let (decrypting, operation) = jwe.decryption(key);
        decrypting.nested(world::given(&operation).as_deref()).map(|token| token.compact().to_owned())
    };
    open().map_err(|error: fc_pivot::Error| error.code())
}

/// RFC 7516 §7.1: the parts as they must have been written.
fn reencoded(text: &str) -> String {
    let parts: Vec<_> = text.split('.').map(|part| base64url::encode(&base64url::decode(part).expect("taken, so base64url"))).collect();
    parts.join(".")
}

pub fn jwe_seeds() -> Vec<Vec<u8>> {
    texts([encrypt(b"a.b.c"), encrypt(sign(b"{}").as_bytes())])
}

/// What the header must say for a token to open, read a second time; and what was not sealed under it does not open.
pub fn jwe_header(data: &[u8]) -> bool {
    let token = ecdh_under(data, b"a.b.c");
    match opened(&token, given) {
        Ok(inner) => {
            let header = json::object(data).expect("taken, so strict JSON");
            let says = |name: &str, value: &str| header.get(name).and_then(Value::as_str) == Some(value);
            assert!(inner == "a.b.c" && says("alg", "ECDH-ES") && says("enc", "A256GCM"));
            assert!(!header.contains_key("kid") || says("kid", "e"));
            assert!(["crit", "zip", "b64", "jwk", "jku", "x5u", "x5c"].iter().all(|name| !header.contains_key(*name)));
            assert!(["apu", "apv"].iter().all(|name| !header.contains_key(*name) || says(name, "")), "a party that was not hashed");
            let honest = ecdh_header();
            assert!(
                ["kty", "crv", "x", "y"].iter().all(|name| header["epk"][name] == honest["epk"][name]) && header["epk"].get("d").is_none()
            );
            true
        }
        Err(code) => {
            assert!(REFUSALS.contains(&code), "{code}");
            false
        }
    }
}

pub fn jwe_header_seeds() -> Vec<Vec<u8>> {
    texts([ecdh_header().to_string(), with(ecdh_header(), json!({ "apu": "", "typ": "JWE", "x5t": "y" })).to_string()])
}

/// Of what was encrypted to us, what looks like a signed token comes out to the letter, and nothing else comes out; and none of it
/// without the content key.
pub fn jwe_nested(data: &[u8]) -> bool {
    let token = encrypt_for_host(data);
    match opened(&token, given) {
        Ok(inner) => {
            assert_eq!(inner.as_bytes(), data);
            assert!(looks_signed(data) && opened(&token, |_| None) == Err(Code::DecryptionFailed));
            true
        }
        Err(code) => {
            assert!(code == Code::TokenTooLarge || (code == Code::TokenNotSigned && !looks_signed(data)), "{code}");
            false
        }
    }
}

fn looks_signed(data: &[u8]) -> bool {
    let of_the_alphabet = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_.".contains(octet);
    data.iter().filter(|octet| **octet == b'.').count() == 2 && data.iter().all(of_the_alphabet)
}

pub fn jwe_nested_seeds() -> Vec<Vec<u8>> {
    texts(["..", "a.b.c", &sign(b"{}")])
}
