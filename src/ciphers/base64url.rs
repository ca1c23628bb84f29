//! base64url without padding (RFC 7515 §2) of ciphertext, by a table: what look-ups tell through the processor's cache is no secret there.
//!
//! Comes in: octets, or a text. Goes out: the text, or the octets of the one text that has them. Never: a key; base64ct is for those.

use alloc::string::String;
use alloc::vec::Vec;

use data_encoding::BASE64URL_NOPAD;

/// Encodes.
#[inline(never)]
#[must_use]
pub fn encode(octets: &[u8]) -> String {
    BASE64URL_NOPAD.encode(octets)
}

/// Decodes; `None` for padding, `+`, `/`, white space, or bits beyond the last octet that are not zero.
#[inline(never)]
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests;
