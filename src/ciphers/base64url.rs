//! base64url without padding (RFC 7515 §2).
//!
//! Comes in: a text. Goes out: the octets of which it is the one text. Never: a key, or a person's data, by the table
//! that is for ciphertext: what look-ups tell through the processor's cache is no secret there. All else goes in a time that depends on the
//! length alone.

use alloc::vec::Vec;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use data_encoding::BASE64URL_NOPAD;

/// Decodes in constant time; `None` as with [`decode_ciphertext`].
#[inline(never)]
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// Decodes ciphertext; `None` for padding, `+`, `/`, white space, or bits beyond the last octet that are not zero.
#[inline(never)]
#[must_use]
pub fn decode_ciphertext(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests;
