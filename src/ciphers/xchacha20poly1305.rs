//! XChaCha20-Poly1305: the AEAD of RFC 8439 with a nonce of 192 bits (draft-irtf-cfrg-xchacha-03).
//!
//! Comes in: key, nonce, what is authenticated besides, a text. Goes out: the text in its place, encrypted with its tag, or decrypted once
//! the tag holds. Never: a plaintext without its tag, or a choice of nonce: a random one is the caller's.

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, Tag, XChaCha20Poly1305, XNonce};

/// Encrypts `text` in place and gives its tag; `None` beyond 256 GB, which no caller of ours has.
#[inline(never)]
#[must_use]
pub fn seal(key: &[u8; 32], nonce: &[u8; 24], additional: &[u8], text: &mut [u8]) -> Option<[u8; 16]> {
    let tag = XChaCha20Poly1305::new(key.into()).encrypt_inout_detached(&XNonce::from(*nonce), additional, text.into());
    tag.ok().map(Into::into)
}

/// Decrypts `text` in place. Where the tag does not hold, `text` stays as it is.
#[inline(never)]
#[must_use]
pub fn open(key: &[u8; 32], nonce: &[u8; 24], additional: &[u8], text: &mut [u8], tag: &[u8; 16]) -> bool {
    // As in `a256gcm`: constant time, and nothing is decrypted before the tag holds.
    XChaCha20Poly1305::new(key.into()).decrypt_inout_detached(&XNonce::from(*nonce), additional, text.into(), &Tag::from(*tag)).is_ok()
}

#[cfg(test)]
mod tests;
