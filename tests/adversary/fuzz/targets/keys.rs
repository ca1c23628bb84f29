//! Key sets: the provider's, and those in our settings.

use fc_pivot::Code;
use fc_pivot::base::{base64url, json, limits};
use fc_pivot::dev::encrypted::ec_jwk;
use fc_pivot::dev::jose::set;
use fc_pivot::jose::decryption_keys::DecryptionKeys;
use fc_pivot::jose::jwk::VerificationKeys;
use fc_pivot::jose::jws;
use fc_pivot::jose::signing_key::SigningKey;
use fc_pivot::provider::preset::OIDC;
use fc_pivot::worker::namespace::Namespace;
use fc_pivot::worker::seal::SealingKeys;
use serde_json::{Value, json};

use super::world::{self, json_answer};
use super::{text, texts};

/// A set that is taken has a key; every key in it is found by a name in the document, and is the only one without a name.
pub fn jwks(data: &[u8]) -> bool {
    let read = VerificationKeys::parse(data);
    assert_eq!(world::provider(&OIDC).read_jwks(&json_answer(200, data)).is_ok(), read.is_ok());
    match read {
        Ok(keys) => {
            let document = json::object(data).expect("taken, so strict JSON");
            let members = document["keys"].as_array().expect("taken, so an array");
            assert!(!members.is_empty() && members.len() <= limits::JWKS_KEYS && data.len() <= limits::JWKS_BYTES);
            let nameless = match keys.key_for(None) {
                Ok(_) => 1,
                Err(error) => {
                    assert_eq!(error.code(), Code::KeyAmbiguous);
                    2
                }
            };
            let kids = members.iter().filter_map(|member| member.get("kid").and_then(Value::as_str));
            let named = kids.filter(|kid| keys.key_for(Some(kid)).is_ok()).count();
            let unnamed = members.iter().filter(|member| member.get("kid").is_none()).count();
            assert!(named + unnamed >= nameless);
            assert!(members.iter().any(may_verify));
            // The name of a key that may not verify leads nowhere, unless another key bears it too.
            let kid = |member: &Value| member.get("kid").and_then(Value::as_str).map(String::from);
            for name in members.iter().filter(|member| !may_verify(member)).filter_map(kid) {
                let shared = members.iter().any(|member| may_verify(member) && kid(member).as_ref() == Some(&name));
                assert!(shared || keys.key_for(Some(&name)).is_err(), "a key that may not verify");
            }
            true
        }
        Err(error) => {
            assert_eq!(error.code(), Code::JwksMalformed);
            false
        }
    }
}

/// RFC 7517 §4.2-4.4, RFC 7518 §6.2; a private key that somebody published by mistake is nobody's public key.
fn may_verify(member: &Value) -> bool {
    let says = |name: &str, value: &str| member.get(name).and_then(Value::as_str) == Some(value);
    let absent_or = |name: &str, value: &str| member.get(name).is_none() || says(name, value);
    says("kty", "EC") && says("crv", "P-256") && absent_or("alg", "ES256") && absent_or("use", "sig") && member.get("d").is_none()
}

pub fn jwks_seeds() -> Vec<Vec<u8>> {
    let foreign = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB", "use": "sig", "key_ops": ["verify"] });
    let wrong = [
        world::with(world::private_jwk(4), json!({ "kid": "private" })),
        world::with(world::public_jwk(4), json!({ "kid": "encrypts", "use": "enc" })),
        world::with(world::public_jwk(4), json!({ "kid": "agrees", "alg": "ECDH-ES" })),
        world::with(world::public_jwk(4), json!({ "kid": "other", "crv": "P-384" })),
        world::with(world::public_jwk(4), json!({ "kid": "right", "key_ops": ["verify"] })),
    ];
    texts([world::jwks().to_string(), json!({ "keys": [foreign, world::public_jwk(3)] }).to_string(), json!({ "keys": wrong }).to_string()])
}

/// What we publish of a set that is taken holds nothing private, and a key for every key; what the host gets is what it imports.
pub fn private_jwks(data: &[u8]) -> bool {
    match DecryptionKeys::parse(data) {
        Ok(mut keys) => {
            let document = json::object(data).expect("taken, so strict JSON");
            let given = document["keys"].as_array().expect("taken, so an array");
            let public: Value = serde_json::from_str(&keys.public_jwks()).expect("JSON");
            let public = public["keys"].as_array().expect("an array");
            assert_eq!(public.len(), given.len());
            for (public, given) in public.iter().zip(given) {
                let names: Vec<_> = public.as_object().expect("an object").keys().map(String::as_str).collect();
                assert!(names.iter().all(|name| ["kty", "crv", "x", "y", "n", "e", "kid", "alg", "use"].contains(name)), "{names:?}");
                assert!(["kid", "alg", "kty"].iter().all(|name| public[name] == given[name]) && public["use"] == "enc");
            }
            for private in keys.take_private() {
                let jwk: Value = serde_json::from_str(&private.jwk).expect("JSON");
                let (numbers, members): (&[&str], usize) = match jwk["kty"].as_str() {
                    Some("EC") => (&["x", "y", "d"], 5),
                    _ => (&["n", "e", "d", "p", "q", "dp", "dq", "qi"], 10),
                };
                assert!(given.get(private.index).is_some_and(|given| numbers.iter().all(|name| given[name] == jwk[name])));
                assert_eq!(jwk.as_object().map(|members| members.len()), Some(members));
            }
            true
        }
        Err(error) => {
            assert_eq!(error.code(), Code::InvalidSettings);
            false
        }
    }
}

pub fn private_jwks_seeds() -> Vec<Vec<u8>> {
    let ec = ec_jwk(json!({ "key_ops": ["deriveBits"] }));
    texts([world::private_jwks(), set([ec])])
}

/// What a key that is taken signs, its public half verifies.
pub fn signing_key(data: &[u8]) -> bool {
    match SigningKey::parse(data) {
        Ok(key) => {
            let mut public = json::object(data).expect("taken, so strict JSON");
            public.retain(|name, _| ["kty", "crv", "x", "y"].contains(&name.as_str()));
            public.insert("kid".into(), key.kid().into());
            let set = json!({ "keys": [public] }).to_string();
            let keys = VerificationKeys::parse(set.as_bytes()).expect("its public half");
            let claims = jws::verify(&jws::sign(None, json::Object::new(), &key), &keys).map(|verified| verified.into_claims());
            assert_eq!(claims, Ok(json::Object::new()));
            true
        }
        Err(error) => {
            assert_eq!(error.code(), Code::InvalidSettings);
            false
        }
    }
}

pub fn signing_key_seeds() -> Vec<Vec<u8>> {
    let named = json!({ "kid": "our key", "alg": "ES256", "use": "sig", "key_ops": ["sign"] });
    texts([world::private_jwk(5).to_string(), world::with(world::private_jwk(6), named).to_string()])
}

/// A ring that is taken holds 1 to 8 different keys of 32 bytes, and opens what it sealed.
pub fn session_keys(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    match SealingKeys::parse(text, Namespace::new(world::ISSUER, world::CLIENT)) {
        Ok(ring) => {
            let list: Vec<String> = serde_json::from_str(text).expect("taken, so a list of texts");
            let distinct: std::collections::BTreeSet<_> = list.iter().collect();
            assert!((1..=limits::SESSION_KEYS).contains(&list.len()) && distinct.len() == list.len());
            assert!(list.iter().all(|key| base64url::decode(key).is_ok_and(|key| key.len() == 32)));
            let sealed = ring.seal("purpose", data, [1; 24]).expect("sealed");
            assert_eq!(ring.open("purpose", &sealed).expect("opened").as_slice(), data);
            true
        }
        Err(error) => {
            assert_eq!(error.code(), Code::InvalidSettings);
            false
        }
    }
}

pub fn session_keys_seeds() -> Vec<Vec<u8>> {
    let ring = |range: core::ops::Range<u8>| range.map(|number| base64url::encode(&[number; 32])).collect::<Vec<_>>();
    texts([json!(ring(0..1)).to_string(), json!(ring(0..8)).to_string()])
}
