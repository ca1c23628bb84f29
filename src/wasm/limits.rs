//! The limits of [`crate::base::limits`] that JavaScript itself keeps to.

use wasm_bindgen::prelude::*;

use crate::base::limits;

/// Milliseconds that a provider has for one answer where nothing else is set.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = defaultAnswerMilliseconds)]
pub fn default_answer_milliseconds() -> u32 {
    limits::DEFAULT_ANSWER_MILLISECONDS
}

/// Seconds that a started login waits for its callback.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = loginSeconds)]
pub fn login_seconds() -> f64 {
    limits::LOGIN_SECONDS as f64
}

/// Seconds that our clock and the provider's may differ.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = clockLeewaySeconds)]
pub fn clock_leeway_seconds() -> f64 {
    limits::CLOCK_LEEWAY_SECONDS as f64
}

/// Bytes of a page's request to exchange its code.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = pageRequestBytes)]
pub fn page_request_bytes() -> usize {
    limits::PAGE_REQUEST_BYTES
}

/// Bytes of a JWK set document.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = keySetBytes)]
pub fn key_set_bytes() -> usize {
    limits::JWKS_BYTES
}
