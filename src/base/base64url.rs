//! base64url without padding (RFC 7515 §2), canonical or not at all.
//!
//! Comes in: text or bytes. Goes out: bytes or text. Never: a second spelling of the same bytes. Padding, `+`, `/`, white space and
//! non-zero trailing bits are refusals: tokens that compare unequal must not decode equal (N23).

use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64UrlUnpadded, Encoding as _};

/// Not canonical base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCanonical;

/// Decodes in a time that depends on the length alone: the content may be a key, or a person's data.
///
/// # Errors
/// [`NotCanonical`]: padding, `+`, `/`, white space, or bits beyond the last octet that are not zero.
pub fn decode(text: &str) -> Result<Vec<u8>, NotCanonical> {
    #[cfg(feature = "worker")]
    let octets = fc_pivot_ciphers::base64url::decode(text);
    #[cfg(not(feature = "worker"))]
    let octets = Base64UrlUnpadded::decode_vec(text).ok();
    octets.ok_or(NotCanonical)
}

/// Encodes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Decodes ciphertext, faster, by a table. What such look-ups tell through the processor's cache is no secret here.
#[cfg(feature = "worker")]
pub(crate) fn decode_ciphertext(text: &str) -> Result<Vec<u8>, NotCanonical> {
    fc_pivot_ciphers::base64url::decode_ciphertext(text).ok_or(NotCanonical)
}

#[cfg(test)]
mod tests;
