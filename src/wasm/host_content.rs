//! Content of tokens, decrypted by the host: AES-256-GCM, for which a processor has instructions and a Wasm module has none.
//!
//! Comes in: a content key, and what it encrypted. Goes out: promises of the imported key and of the plaintext; nothing where the host refuses
//! at once. Never: a content key that stays in JavaScript's memory once the host has imported it or has refused to.

use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::CryptoKey;

use super::host_keys::{parameters, subtle};

const AES_GCM: &str = "AES-GCM";

/// A content key in JavaScript's memory, while the host imports it. Wiped when dropped: hosts may copy it when they are asked, or later.
pub(super) struct ContentKey(Uint8Array);

impl ContentKey {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Uint8Array::from(key.as_slice()))
    }

    /// To a key that decrypts, and does not leave the host.
    pub(super) fn import(&self) -> Option<Promise> {
        let usages = Array::of1(&"decrypt".into());
        subtle().ok()?.import_key_with_str("raw", self.0.unchecked_ref::<Object>(), AES_GCM, false, &usages).ok()
    }
}

impl Drop for ContentKey {
    fn drop(&mut self) {
        self.0.fill(0, 0, 32);
    }
}

/// To the plaintext of `sealed`, ciphertext and tag (WebCrypto §29.4; 128 bits of tag are its default).
pub(super) fn decrypt(key: &CryptoKey, iv: &[u8], additional: &[u8], sealed: &[u8]) -> Option<Promise> {
    let parameters = parameters(AES_GCM);
    parameters.set_iv(&Uint8Array::from(iv));
    parameters.set_additional_data(&Uint8Array::from(additional));
    subtle().ok()?.decrypt_with_object_and_u8_array(&parameters, key, sealed).ok()
}
