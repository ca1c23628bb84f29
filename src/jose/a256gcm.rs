//! A256GCM (RFC 7518 §5.3): AES-256 in GCM, the decrypting half.
//!
//! Comes in: a content key, an IV of 96 bits, what is authenticated with the ciphertext, a tag of 128 bits. Goes out: the plaintext, once
//! the tag holds. Never: another length of key, IV or tag, which the types rule out; a plaintext whose tag does not hold.

use alloc::vec::Vec;

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce, Tag};
use zeroize::Zeroizing;

use crate::{Code, Result};

/// Decrypts `ciphertext`.
///
/// # Errors
/// `decryption_failed`, whatever does not fit.
pub fn decrypt(key: &[u8; 32], iv: &[u8; 12], additional: &[u8], ciphertext: &[u8], tag: &[u8; 16]) -> Result<Zeroizing<Vec<u8>>> {
    // The cipher compares the tag in constant time, and leaves the buffer as it is unless the tag holds (CVE-2023-42811).
    let mut text = Zeroizing::new(ciphertext.to_vec());
    Aes256Gcm::new(key.into())
        .decrypt_inout_detached(&Nonce::from(*iv), additional, text.as_mut_slice().into(), &Tag::from(*tag))
        .map_err(|_| Code::DecryptionFailed)?;
    Ok(text)
}

#[cfg(test)]
mod tests;
