//! Our decryption keys, in the host's keeping: imported once, non-extractable, and asked to unwrap content keys (RSA-OAEP) or to agree on
//! them (ECDH-ES).
//!
//! Comes in: the private JWKs that `FC_DECRYPTION_KEYS` holds. Goes out: unwrapped content keys, shared secrets. Never: a word on why one
//! did not come; a key of which it was not seen that both halves belong together: the core sees it of P-256, a trial of RSA.

use alloc::vec::Vec;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use super::convert::thrown;
use crate::error::{Code, Error};
use crate::jose::decryption_keys::{DecryptionKeys, KeyAlgorithm};
use crate::jose::jwe::Asked;

/// What a key is tried with: no secret, and none to be had, since workerd lends no randomness while a Worker starts.
const PROBE: [u8; 32] = *b"a content key of thirty-two byte";

/// The imported keys, with the index that each has in the set.
pub(crate) struct HostKeys(Vec<(usize, CryptoKey)>);

impl HostKeys {
    /// For a provider that does not encrypt.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Imports every RSA key of the set (WebCrypto §30, `RSA-OAEP`), and tries it: hosts import numbers that do not belong together, and
    /// would find that out with the first person who signs in.
    pub(crate) async fn import(keys: &DecryptionKeys) -> Result<Self, JsValue> {
        let subtle = subtle()?;
        let mut imported = Vec::new();
        for key in keys.host_keys() {
            let private = import(&subtle, key.jwk, key.alg, "decrypt").await.ok_or_else(refused)?;
            let public = import(&subtle, &key.public_jwk, key.alg, "encrypt").await.ok_or_else(refused)?;
            if round_trip(&subtle, &public, &private).await.is_none_or(|back| back != PROBE) {
                return Err(refused());
            }
            imported.push((key.index, private));
        }
        for key in keys.agreement_keys() {
            let private = import(&subtle, key.jwk, key.alg, "deriveBits").await.ok_or_else(|| thrown(Code::CryptoUnavailable.into()))?;
            imported.push((key.index, private));
        }
        Ok(Self(imported))
    }

    /// Does what is asked with the key at `index`; `None` for any failure at all (RFC 7516 §11.5).
    pub(crate) async fn act(&self, index: usize, asked: &Asked) -> Result<Option<Zeroizing<Vec<u8>>>, JsValue> {
        let Some((_, key)) = self.0.iter().find(|(own, _)| *own == index) else { return Ok(None) };
        let subtle = subtle()?;
        let given = match asked {
            Asked::Unwrap(encrypted_key) => decrypt(&subtle, key, encrypted_key).await,
            Asked::Agree(point) => agree(&subtle, key, point).await,
        };
        Ok(given.map(Zeroizing::new))
    }
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
    decrypt(subtle, private, &Uint8Array::new(&encrypted).to_vec()).await
}

async fn decrypt(subtle: &SubtleCrypto, key: &CryptoKey, encrypted: &[u8]) -> Option<Vec<u8>> {
    let promise = subtle.decrypt_with_str_and_u8_array("RSA-OAEP", key, encrypted).ok()?;
    Some(Uint8Array::new(&JsFuture::from(promise).await.ok()?).to_vec())
}

/// The x-coordinate of the shared point (RFC 7518 §4.6.2: Z). The core has seen that `point` is one of the curve.
async fn agree(subtle: &SubtleCrypto, key: &CryptoKey, point: &[u8]) -> Option<Vec<u8>> {
    let algorithm = algorithm(KeyAlgorithm::EcdhEs).ok()?;
    let point = Uint8Array::from(point);
    let promise = subtle.import_key_with_object("raw", &point, &algorithm, false, &Array::new()).ok()?;
    Reflect::set(&algorithm, &"public".into(), &JsFuture::from(promise).await.ok()?).ok()?;
    let shared = subtle.derive_bits_with_object(&algorithm, key, 256).ok()?;
    Some(Uint8Array::new(&JsFuture::from(shared).await.ok()?).to_vec())
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
fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &JsValue::from_str("crypto")).ok().filter(|crypto| crypto.is_object());
    let subtle = crypto.map(|crypto| crypto.unchecked_into::<Crypto>().subtle()).filter(|subtle| subtle.is_object());
    subtle.ok_or_else(|| thrown(Code::CryptoUnavailable.into()))
}
