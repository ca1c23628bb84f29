//! Our RSA keys, in the host's keeping: imported once, non-extractable, and asked to unwrap content keys.
//!
//! Comes in: the private JWKs that `FC_DECRYPTION_KEYS` holds. Goes out: unwrapped content keys. Never: a word on why an unwrap failed.

use alloc::vec::Vec;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

use super::convert::thrown;
use crate::error::{Code, Error};
use crate::jose::decryption_keys::{DecryptionKeys, KeyAlgorithm};

/// The imported keys, with the index that each has in the set.
pub(crate) struct HostKeys(Vec<(usize, CryptoKey)>);

impl HostKeys {
    /// For a provider that does not encrypt.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Imports every RSA key of the set (WebCrypto §30, `RSA-OAEP`).
    pub(crate) async fn import(keys: &DecryptionKeys) -> Result<Self, JsValue> {
        let mut imported = Vec::new();
        for key in keys.host_keys() {
            let jwk = js_sys::JSON::parse(key.jwk).map_err(|_| thrown(Code::Internal.into()))?;
            let usages = Array::of1(&JsValue::from_str("decrypt"));
            let promise = subtle()?
                .import_key_with_object("jwk", jwk.unchecked_ref::<Object>(), &algorithm(key.alg)?, false, &usages)
                .map_err(|_| refused())?;
            let key_object = JsFuture::from(promise).await.map_err(|_| refused())?;
            imported.push((key.index, key_object.unchecked_into()));
        }
        Ok(Self(imported))
    }

    /// Unwraps a content key; `None` for any failure at all (RFC 7516 §11.5).
    pub(crate) async fn unwrap(&self, index: usize, encrypted_key: &[u8]) -> Result<Option<Vec<u8>>, JsValue> {
        let Some((_, key)) = self.0.iter().find(|(own, _)| *own == index) else { return Ok(None) };
        let subtle = subtle()?;
        let Ok(promise) = subtle.decrypt_with_str_and_u8_array("RSA-OAEP", key, encrypted_key) else { return Ok(None) };
        Ok(JsFuture::from(promise).await.ok().map(|buffer| Uint8Array::new(&buffer).to_vec()))
    }
}

fn refused() -> JsValue {
    thrown(Error::at(Code::InvalidSettings, "FC_DECRYPTION_KEYS: expected RSA keys that WebCrypto can import"))
}

/// `{ name: "RSA-OAEP", hash }`: RFC 7518 §4.3 ties `RSA-OAEP` to SHA-1 and `RSA-OAEP-256` to SHA-256, in OAEP and MGF1 alike.
fn algorithm(alg: KeyAlgorithm) -> Result<Object, JsValue> {
    let hash = if alg == KeyAlgorithm::RsaOaep256 { "SHA-256" } else { "SHA-1" };
    let parameters = Object::new();
    for (name, value) in [("name", "RSA-OAEP"), ("hash", hash)] {
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
