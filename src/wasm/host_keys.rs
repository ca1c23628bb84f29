//! Our decryption keys, in the host's keeping: asked to unwrap content keys (RSA-OAEP) or to agree on them (ECDH-ES).
//!
//! Comes in: the keys that the host has imported (`pkg/src/load/own-keys.ts`), and what they are to be used on. Goes out: promises of unwrapped
//! content keys and of shared secrets; nothing where the host refuses at once. Never: a private key in the module's memory after the start.

use alloc::rc::Rc;
use alloc::vec::Vec;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

use super::convert::thrown;
use crate::base::error::Code;

const ECDH: &str = "ECDH";

/// The imported keys, with the index that each has in the set.
#[derive(Clone, Default)]
pub(crate) struct HostKeys(Rc<Vec<(usize, CryptoKey)>>);

impl HostKeys {
    /// Keeps the key of this index. Machines share what was kept before they began.
    pub(crate) fn keep(&mut self, index: usize, key: CryptoKey) {
        Rc::make_mut(&mut self.0).push((index, key));
    }

    /// The key at this index of the set.
    pub(crate) fn at(&self, index: usize) -> Option<CryptoKey> {
        self.0.iter().find(|(own, _)| *own == index).map(|(_, key)| key.clone())
    }
}

/// RFC 7518 §4.3: to the content key that was encrypted for an RSA key.
pub(crate) fn decrypt(key: &CryptoKey, encrypted: &[u8]) -> Option<Promise> {
    subtle().ok()?.decrypt_with_str_and_u8_array("RSA-OAEP", key, encrypted).ok()
}

/// To the host's form of a point of the curve; the core has seen that it is one.
pub(crate) fn import_point(point: &[u8]) -> Option<Promise> {
    let algorithm = parameters(ECDH);
    algorithm.set_named_curve("P-256");
    subtle().ok()?.import_key_with_object("raw", &Uint8Array::from(point), &algorithm, false, &Array::new()).ok()
}

/// To the x-coordinate of the shared point (RFC 7518 §4.6.2: Z).
pub(crate) fn agree(key: &CryptoKey, point: &CryptoKey) -> Option<Promise> {
    let algorithm = parameters(ECDH);
    algorithm.set_public(point);
    subtle().ok()?.derive_bits_with_object(&algorithm, key, 256).ok()
}

/// The parameters of the algorithm with this name.
pub(super) fn parameters(name: &str) -> Parameters {
    let parameters = Object::new().unchecked_into::<Parameters>();
    parameters.set_name(name);
    parameters
}

// One type for all algorithms, where web-sys has one for each, with a `name` of its own. To set a member so takes the host a fraction of what
// `Reflect.set` takes.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    pub(super) type Parameters;
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Parameters, name: &str);
    #[wasm_bindgen(method, setter, js_name = namedCurve)]
    fn set_named_curve(this: &Parameters, curve: &str);
    #[wasm_bindgen(method, setter)]
    fn set_public(this: &Parameters, key: &CryptoKey);
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_iv(this: &Parameters, iv: &Uint8Array);
    #[wasm_bindgen(method, setter, js_name = additionalData)]
    pub(super) fn set_additional_data(this: &Parameters, octets: &Uint8Array);
}

/// `globalThis.crypto.subtle`: there in browsers' secure contexts, workerd, and Node.
pub(super) fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &JsValue::from_str("crypto")).ok().filter(|crypto| crypto.is_object());
    let subtle = crypto.map(|crypto| crypto.unchecked_into::<Crypto>().subtle()).filter(|subtle| subtle.is_object());
    subtle.ok_or_else(|| thrown(Code::CryptoUnavailable.into()))
}
