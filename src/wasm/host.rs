//! What every host lends: the time and randomness.
//!
//! Comes in: nothing. Goes out: seconds since the epoch, fresh random bytes. Never: randomness that is not the platform's.

use wasm_bindgen::JsValue;
#[cfg(feature = "browser")]
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::thrown;
use crate::base::error::Code;

/// Seconds since the epoch.
pub(crate) fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the epoch fit into an i64 for 292 million years")]
    let milliseconds = js_sys::Date::now() as i64;
    milliseconds.div_euclid(1000)
}

/// Seconds by a monotonic clock, which nobody can set. All pages of an origin share its zero, so a value from one page holds in the next.
#[cfg(feature = "browser")]
pub(crate) fn steady() -> i64 {
    whole_seconds((TIME_ORIGIN.with(|origin| *origin) + since_time_origin()) / 1000.0)
}

#[cfg(feature = "browser")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn since_time_origin() -> f64;
}

/// A JavaScript number as whole seconds. `NaN` becomes 0.
pub(crate) fn whole_seconds(seconds: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and NaN becomes 0")]
    let whole = seconds as i64;
    whole
}

/// Fresh bytes from `crypto.getRandomValues`.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| thrown(Code::CryptoUnavailable.into()))?;
    Ok(bytes)
}
