//! A token that is being decrypted, and what it waits for.
//!
//! Comes in: what the provider gave; what the host's promises came to. Goes out: these promises, one after the other; then the signed token.
//! Never: a word on why one failed (RFC 7516 §11.5); a future of Rust's, whose executor has the host queue a task for every step: of a whole
//! callback in workerd that was a twentieth.

use alloc::boxed::Box;
use alloc::vec::Vec;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::CryptoKey;
use zeroize::Zeroizing;

use super::convert::thrown;
use super::host_keys;
use super::tokens::SignedToken;
use crate::jose::jwe::Asked;
use crate::sign_in::claims;
use crate::sign_in::decryption::HostUnwrap;

/// A token that is being decrypted: [`Opening::next`] as long as it gives a promise, then [`Opening::token`].
#[wasm_bindgen]
pub struct Opening(Way);

enum Way {
    /// The provider does not encrypt.
    Received(claims::SignedToken),
    /// The host has the key.
    Asked(Box<Asking>),
}

struct Asking {
    unwrap: HostUnwrap,
    key: Option<CryptoKey>,
    spare: [u8; 32],
    step: Step,
    given: Option<Zeroizing<Vec<u8>>>,
}

/// What the host is to do next.
enum Step {
    Begin,
    Agree,
    Give,
    Nothing,
}

impl Opening {
    pub(super) const fn received(token: claims::SignedToken) -> Self {
        Self(Way::Received(token))
    }

    /// `spare` is fresh randomness, drawn before the host is asked.
    pub(super) fn asked(unwrap: HostUnwrap, key: Option<CryptoKey>, spare: [u8; 32]) -> Self {
        Self(Way::Asked(Box::new(Asking { unwrap, key, spare, step: Step::Begin, given: None })))
    }
}

#[wasm_bindgen]
impl Opening {
    /// What to wait for; `undefined` where there is nothing left. `given` is what the promise before came to, or `undefined` where it failed.
    #[wasm_bindgen(unchecked_return_type = "Promise<unknown> | undefined")]
    pub fn next(&mut self, #[wasm_bindgen(unchecked_param_type = "unknown")] given: JsValue) -> Option<Promise> {
        match &mut self.0 {
            Way::Received(_) => None,
            Way::Asked(asking) => asking.next(&given),
        }
    }

    /// The signed token inside.
    pub fn token(self) -> Result<SignedToken, JsValue> {
        match self.0 {
            Way::Received(token) => Ok(token),
            Way::Asked(asking) => {
                let Asking { unwrap, spare, given, .. } = *asking;
                unwrap.finish(given.as_ref().map(|octets| octets.as_slice()), spare)
            }
        }
        .map(SignedToken)
        .map_err(thrown)
    }
}

impl Asking {
    /// What to wait for next, once the promise before came to `given`.
    fn next(&mut self, given: &JsValue) -> Option<Promise> {
        let key = self.key.as_ref()?;
        let (then, promise) = match (core::mem::replace(&mut self.step, Step::Nothing), self.unwrap.asked()) {
            (Step::Begin, Asked::Unwrap(encrypted_key)) => (Step::Give, host_keys::decrypt(key, encrypted_key)),
            (Step::Begin, Asked::Agree(point)) => (Step::Agree, host_keys::import_point(point)),
            (Step::Agree, _) => (Step::Give, host_keys::agree(key, given.dyn_ref::<CryptoKey>()?)),
            (Step::Give, _) => {
                self.given = given.is_object().then(|| Zeroizing::new(Uint8Array::new(given).to_vec()));
                (Step::Nothing, None)
            }
            (Step::Nothing, _) => (Step::Nothing, None),
        };
        self.step = then;
        promise
    }
}
