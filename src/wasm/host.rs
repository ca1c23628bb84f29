//! What every host lends: the time and randomness.
//!
//! Comes in: nothing. Goes out: seconds since the epoch, fresh random bytes. Never: randomness that is not the platform's.

use wasm_bindgen::JsValue;

use super::convert::thrown;
use crate::error::Code;

/// Seconds since the epoch.
pub(crate) fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the epoch fit into an i64 for 292 million years")]
    let milliseconds = js_sys::Date::now() as i64;
    milliseconds.div_euclid(1000)
}

/// Fresh bytes from `crypto.getRandomValues`.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| thrown(Code::CryptoUnavailable.into()))?;
    Ok(bytes)
}
