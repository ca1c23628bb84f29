//! Compact serialisations (RFC 7515 §7.1, RFC 7516 §7.1): cutting the text into its parts.
//!
//! Comes in: text from outside. Goes out: three parts or five, and the octets of a part.
//! Never: work that grows with what an attacker sends. The size is checked first, and at most six pieces are cut off (CVE-2025-27144: a
//! token of nothing but dots became a vector of strings).

use alloc::vec::Vec;

use crate::base::{base64url, limits};
use crate::{Code, Result};

/// A compact serialisation, told apart by its number of parts (RFC 7516 §9). Without a `Debug`: a part of a token is a piece of a secret.
pub(crate) enum Parts<'a> {
    /// Three parts: a JWS.
    Signed(Signed<'a>),
    /// Five parts: a JWE.
    #[cfg_attr(not(feature = "worker"), expect(dead_code, reason = "nothing opens a JWE in this build"))]
    Encrypted(Encrypted<'a>),
}

/// The parts of a JWS, still encoded.
pub(crate) struct Signed<'a> {
    pub(crate) header: &'a str,
    pub(crate) payload: &'a str,
    pub(crate) signature: &'a str,
}

/// The parts of a JWE, still encoded.
#[cfg_attr(not(feature = "worker"), expect(dead_code, reason = "nothing opens a JWE in this build"))]
pub(crate) struct Encrypted<'a> {
    pub(crate) header: &'a str,
    pub(crate) encrypted_key: &'a str,
    pub(crate) iv: &'a str,
    pub(crate) ciphertext: &'a str,
    pub(crate) tag: &'a str,
}

/// Cuts a token into its parts.
///
/// # Errors
/// `token_too_large` beyond [`limits::TOKEN_BYTES`]; `token_malformed` for any number of parts but three and five, and so for JSON
/// serialisations.
pub(crate) fn split(compact: &str) -> Result<Parts<'_>> {
    // 1. Nothing is done with a text that is larger than any honest token.
    if compact.len() > limits::TOKEN_BYTES {
        return Err(Code::TokenTooLarge.into());
    }
    // 2. The exact number of parts. A sixth piece, which holds all the rest, is a refusal.
    let mut pieces = compact.splitn(6, '.');
    let mut next = || pieces.next();
    match [next(), next(), next(), next(), next(), next()] {
        [Some(header), Some(payload), Some(signature), None, None, None] => Ok(Parts::Signed(Signed { header, payload, signature })),
        [Some(header), Some(encrypted_key), Some(iv), Some(ciphertext), Some(tag), None] => {
            Ok(Parts::Encrypted(Encrypted { header, encrypted_key, iv, ciphertext, tag }))
        }
        _ => Err(Code::TokenMalformed.into()),
    }
}

/// Whether a text has the form of a JWE.
pub(crate) fn is_encrypted(compact: &str) -> bool {
    matches!(split(compact), Ok(Parts::Encrypted(_)))
}

/// Decodes one part.
///
/// # Errors
/// `token_malformed` for anything but canonical base64url: a second spelling of a token would compare unequal and still verify.
pub(crate) fn octets(part: &str) -> Result<Vec<u8>> {
    base64url::decode(part).map_err(|_| Code::TokenMalformed.into())
}

#[cfg(test)]
mod tests;
