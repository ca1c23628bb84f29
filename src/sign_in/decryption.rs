//! From an encrypted token to the signed token inside (RFC 7516; FranceConnect+ nests a JWS in every JWE).
//!
//! Comes in: a compact JWE and our keys. Goes out: the inner JWS, after one operation of the host's with a private key; for ECDH-ES without
//! it, where the host has none to lend. Never: a hint at why a decryption failed (§11.5).

use alloc::boxed::Box;
use core::fmt;

use crate::base::error::Result;
use crate::jose::compact::{self, Parts};
use crate::jose::decryption_keys::DecryptionKeys;
use crate::jose::jwe::{Asked, ContentKey, Jwe, KeyStep};
use crate::provider::Preset;
use crate::sign_in::claims::SignedToken;

/// A decryption, done or waiting for the host.
#[derive(Debug)]
pub enum Decryption {
    /// The signed token inside.
    Done(SignedToken),
    /// The host's RSA key must unwrap the content key first.
    Waiting(Box<HostUnwrap>),
}

/// What the host is asked: [`HostUnwrap::asked`], with the key at [`HostUnwrap::index`].
pub struct HostUnwrap {
    jwe: Jwe,
    index: usize,
    asked: Asked,
}

impl fmt::Debug for HostUnwrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostUnwrap").field("index", &self.index).finish_non_exhaustive()
    }
}

/// Whether a token goes through decryption where there are keys: always, where the preset encrypts; elsewhere if it has the form of a JWE.
/// Without keys a JWE stays what it is, and is no signed token.
#[must_use]
pub fn is_to_be_decrypted(preset: &Preset, compact: &str) -> bool {
    preset.encrypted || matches!(compact::split(compact), Ok(Parts::Encrypted(_)))
}

/// Starts to decrypt.
///
/// # Errors
/// Those of [`Jwe::parse`], [`Jwe::key`] and [`Jwe::open_nested`].
pub fn decrypt(compact: &str, keys: &DecryptionKeys) -> Result<Decryption> {
    let jwe = Jwe::parse(compact)?;
    match jwe.key(keys)? {
        KeyStep::Content(key) => Ok(Decryption::Done(SignedToken::decrypted(jwe.open_nested(&key)?))),
        KeyStep::HostUnwrap { index, encrypted_key } => {
            Ok(Decryption::Waiting(Box::new(HostUnwrap { jwe, index, asked: Asked::Unwrap(encrypted_key) })))
        }
    }
}

/// Starts to decrypt with a host that agrees on keys (ECDH-ES) as well as it unwraps them: in WebAssembly, ours takes ten times as long.
///
/// # Errors
/// Those of [`Jwe::parse`] and [`Jwe::asked_of_host`].
pub fn decrypt_by_host(compact: &str, keys: &DecryptionKeys) -> Result<HostUnwrap> {
    let jwe = Jwe::parse(compact)?;
    let (index, asked) = jwe.asked_of_host(keys)?;
    Ok(HostUnwrap { jwe, index, asked })
}

impl HostUnwrap {
    /// Which of our keys (the index of `DecryptionKeys::host_keys` and `DecryptionKeys::agreement_keys`).
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// What to do with it.
    #[must_use]
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Goes on with what the host gave, or, where it failed, with `random`: 32 fresh random bytes, drawn before the host was asked.
    ///
    /// # Errors
    /// `decryption_failed`, `token_not_signed`.
    pub fn finish(self, given: Option<&[u8]>, random: [u8; 32]) -> Result<SignedToken> {
        let key = match self.asked {
            Asked::Unwrap(_) => ContentKey::unwrapped(given, random),
            Asked::Agree(_) => self.jwe.agreed(given, random),
        };
        Ok(SignedToken::decrypted(self.jwe.open_nested(&key)?))
    }
}

#[cfg(test)]
mod tests;
