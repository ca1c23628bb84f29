//! From an encrypted token to the signed token inside (RFC 7516; FranceConnect+ nests a JWS in every JWE).
//!
//! Comes in: a compact JWE and our keys. Goes out: the inner JWS, at once for ECDH-ES; for RSA after one unwrap by the host, whose
//! private keys the core never sees. Never: a hint at why a decryption failed (§11.5).

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use crate::claims::SignedToken;
use crate::error::Result;
use crate::jose::decryption_keys::DecryptionKeys;
use crate::jose::jwe::{ContentKey, Jwe, KeyStep};

/// A decryption, done or waiting for the host.
#[derive(Debug)]
pub enum Decryption {
    /// The signed token inside.
    Done(SignedToken),
    /// The host's RSA key must unwrap the content key first.
    Waiting(Box<HostUnwrap>),
}

/// What the host is asked: to unwrap [`HostUnwrap::encrypted_key`] with the key at [`HostUnwrap::index`].
pub struct HostUnwrap {
    jwe: Jwe,
    index: usize,
    encrypted_key: Vec<u8>,
}

impl fmt::Debug for HostUnwrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostUnwrap").field("index", &self.index).finish_non_exhaustive()
    }
}

/// Starts to decrypt.
///
/// # Errors
/// Those of [`Jwe::parse`], [`Jwe::key`] and [`Jwe::open_nested`].
pub fn decrypt(compact: &str, keys: &DecryptionKeys) -> Result<Decryption> {
    let jwe = Jwe::parse(compact)?;
    match jwe.key(keys)? {
        KeyStep::Content(key) => Ok(Decryption::Done(SignedToken::decrypted(jwe.open_nested(&key)?))),
        KeyStep::HostUnwrap { index, encrypted_key } => Ok(Decryption::Waiting(Box::new(HostUnwrap { jwe, index, encrypted_key }))),
    }
}

impl HostUnwrap {
    /// Which of our keys (the index of `DecryptionKeys::host_keys`).
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The JWE encrypted key.
    #[must_use]
    pub fn encrypted_key(&self) -> &[u8] {
        &self.encrypted_key
    }

    /// Goes on with what the host unwrapped, or, where it failed, with `random`: 32 fresh random bytes, drawn before the unwrap.
    ///
    /// # Errors
    /// `decryption_failed`, `token_not_signed`.
    pub fn finish(self, unwrapped: Option<&[u8]>, random: [u8; 32]) -> Result<SignedToken> {
        Ok(SignedToken::decrypted(self.jwe.open_nested(&ContentKey::unwrapped(unwrapped, random))?))
    }
}

#[cfg(test)]
mod tests;
