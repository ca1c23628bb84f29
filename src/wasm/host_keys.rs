//! Our decryption keys, in the host's keeping: imported once, non-extractable, and asked to unwrap content keys (RSA-OAEP) or to agree on
//! them (ECDH-ES).
//!
//! Comes in: the private JWKs that `FC_DECRYPTION_KEYS` holds. Goes out: promises of unwrapped content keys and of shared secrets; nothing
//! where the host refuses at once. Never: a key of which it was not seen that both halves belong together: the core sees it of P-256, a trial
//! of RSA.

use alloc::rc::Rc;
use alloc::vec::Vec;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

use super::convert::thrown;
use crate::base::error::{Code, Error};
use crate::jose::decryption_keys::{KeyAlgorithm, PrivateKey};

/// What a key is tried with: no secret, and none to be had, since workerd lends no randomness while a Worker starts.
const PROBE: [u8; 32] = *b"a content key of thirty-two byte";

/// The imported keys, with the index that each has in the set.
#[derive(Clone)]
pub(crate) struct HostKeys(Rc<[(usize, CryptoKey)]>);

impl HostKeys {
    /// Imports every key (WebCrypto §30, `RSA-OAEP`; §24, `ECDH`). RSA keys are tried: hosts import numbers that do not belong together, and
    /// would find that out with the first person who signs in. The JWKs are wiped when this is done.
    pub(crate) async fn import(keys: Vec<PrivateKey>) -> Result<Self, JsValue> {
        let mut imported = Vec::new();
        if keys.is_empty() {
            return Ok(Self(imported.into()));
        }
        let subtle = subtle()?;
        for key in keys {
            let usage = if key.alg == KeyAlgorithm::EcdhEs { "deriveBits" } else { "decrypt" };
            let private = import(&subtle, &key.jwk, key.alg, usage).await;
            imported
                .push((key.index, if key.alg == KeyAlgorithm::EcdhEs { agrees(private)? } else { unwraps(&subtle, private, &key).await? }));
        }
        Ok(Self(imported.into()))
    }

    /// The key at this index of the set.
    pub(crate) fn at(&self, index: usize) -> Option<CryptoKey> {
        self.0.iter().find(|(own, _)| *own == index).map(|(_, key)| key.clone())
    }
}

/// A key for ECDH-ES: the core has seen that both halves belong together, so a refusal says that the host has no such curve.
fn agrees(private: Option<CryptoKey>) -> Result<CryptoKey, JsValue> {
    private.ok_or_else(|| thrown(Code::CryptoUnavailable.into()))
}

/// An RSA key that unwraps what was wrapped with its public half.
async fn unwraps(subtle: &SubtleCrypto, private: Option<CryptoKey>, key: &PrivateKey) -> Result<CryptoKey, JsValue> {
    let private = private.ok_or_else(refused)?;
    let public = import(subtle, &key.public_jwk, key.alg, "encrypt").await.ok_or_else(refused)?;
    let back = round_trip(subtle, &public, &private).await;
    if back.is_none_or(|back| back != PROBE) { Err(refused()) } else { Ok(private) }
}

/// A key of one usage; `None` where the host does not take it.
async fn import(subtle: &SubtleCrypto, jwk: &str, alg: KeyAlgorithm, usage: &str) -> Option<CryptoKey> {
    let jwk = js_sys::JSON::parse(jwk).ok()?;
    let usages = Array::of1(&JsValue::from_str(usage));
    let promise = subtle.import_key_with_object("jwk", jwk.unchecked_ref::<Object>(), &algorithm(alg).ok()?, false, &usages).ok()?;
    Some(JsFuture::from(promise).await.ok()?.unchecked_into())
}

/// What comes back of [`PROBE`].
async fn round_trip(subtle: &SubtleCrypto, public: &CryptoKey, private: &CryptoKey) -> Option<Vec<u8>> {
    let promise = subtle.encrypt_with_str_and_u8_array("RSA-OAEP", public, &PROBE).ok()?;
    let encrypted = JsFuture::from(promise).await.ok()?;
    let promise = decrypt(private, &Uint8Array::new(&encrypted).to_vec())?;
    Some(Uint8Array::new(&JsFuture::from(promise).await.ok()?).to_vec())
}

/// RFC 7518 §4.3: to the content key that was encrypted for an RSA key.
pub(crate) fn decrypt(key: &CryptoKey, encrypted: &[u8]) -> Option<Promise> {
    subtle().ok()?.decrypt_with_str_and_u8_array("RSA-OAEP", key, encrypted).ok()
}

/// To the host's form of a point of the curve; the core has seen that it is one.
pub(crate) fn import_point(point: &[u8]) -> Option<Promise> {
    let algorithm = algorithm(KeyAlgorithm::EcdhEs).ok()?;
    subtle().ok()?.import_key_with_object("raw", &Uint8Array::from(point), &algorithm, false, &Array::new()).ok()
}

/// To the x-coordinate of the shared point (RFC 7518 §4.6.2: Z).
pub(crate) fn agree(key: &CryptoKey, point: &CryptoKey) -> Option<Promise> {
    let algorithm = algorithm(KeyAlgorithm::EcdhEs).ok()?;
    Reflect::set(&algorithm, &"public".into(), point).ok()?;
    subtle().ok()?.derive_bits_with_object(&algorithm, key, 256).ok()
}

fn refused() -> JsValue {
    let expected =
        "FC_DECRYPTION_KEYS: expected RSA keys that WebCrypto can import, n, e, d, p, q, dp, dq and qi being those of one key pair";
    thrown(Error::at(Code::InvalidSettings, expected))
}

/// `{ name: "ECDH", namedCurve: "P-256" }`, or `{ name: "RSA-OAEP", hash }`: RFC 7518 §4.3 ties `RSA-OAEP` to SHA-1 and `RSA-OAEP-256` to
/// SHA-256, in OAEP and MGF1 alike.
fn algorithm(alg: KeyAlgorithm) -> Result<Object, JsValue> {
    let members = match alg {
        KeyAlgorithm::EcdhEs => [("name", "ECDH"), ("namedCurve", "P-256")],
        KeyAlgorithm::RsaOaep => [("name", "RSA-OAEP"), ("hash", "SHA-1")],
        KeyAlgorithm::RsaOaep256 => [("name", "RSA-OAEP"), ("hash", "SHA-256")],
    };
    let parameters = Object::new();
    for (name, value) in members {
        Reflect::set(&parameters, &name.into(), &value.into())?;
    }
    Ok(parameters)
}

/// `globalThis.crypto.subtle`: there in browsers' secure contexts, workerd, and Node.
pub(super) fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &JsValue::from_str("crypto")).ok().filter(|crypto| crypto.is_object());
    let subtle = crypto.map(|crypto| crypto.unchecked_into::<Crypto>().subtle()).filter(|subtle| subtle.is_object());
    subtle.ok_or_else(|| thrown(Code::CryptoUnavailable.into()))
}
