//! From what the provider gave to the signed token inside (RFC 7516; FranceConnect+ nests a JWS in every JWE).
//!
//! Comes in: a compact token, our keys, what the host's operations came to: first the content key, then the plaintext. Goes out: the inner
//! JWS. Never: a hint at why a decryption failed (§11.5); one operation less where the first one failed.

#[cfg(feature = "worker")]
use alloc::boxed::Box;
#[cfg(feature = "worker")]
use alloc::sync::Arc;

use crate::base::error::Result;
#[cfg(feature = "worker")]
use crate::base::redacted::redacted_debug;
use crate::jose::SignedToken;
#[cfg(feature = "worker")]
use crate::jose::compact::is_encrypted;
#[cfg(feature = "worker")]
use crate::jose::decryption_keys::DecryptionKeys;
#[cfg(feature = "worker")]
use crate::jose::jwe::{Decrypting, Jwe};
use crate::jose::operation::Operation;
use crate::provider::Provider;
use crate::sign_in::claims::received;

/// Our keys for decryption, if we have any: their private halves are the host's.
#[derive(Clone, Debug, Default)]
pub struct OurKeys {
    #[cfg(feature = "worker")]
    keys: Option<Arc<DecryptionKeys>>,
}

/// A token that was opened at once, or waits for the host.
pub(crate) enum Opened {
    Signed(SignedToken),
    #[cfg_attr(not(feature = "worker"), expect(dead_code, reason = "nothing is decrypted in this build"))]
    Asked(Opening, Operation),
}

/// An encrypted token that waits for the host.
pub(crate) enum Opening {
    /// For its content key. The octets stand in for one that the host cannot give.
    #[cfg(feature = "worker")]
    Key(Box<Jwe>, [u8; 32]),
    /// For its content.
    #[cfg(feature = "worker")]
    Content(Decrypting),
}

#[cfg(feature = "worker")]
redacted_debug!(Opening: Key, Content);

impl OurKeys {
    /// Takes what the provider gave: as a JWE where its preset encrypts, and where we have keys and it has the form of one; else as it stands.
    ///
    /// # Errors
    /// `token_not_encrypted`, `token_not_signed`, and those of [`Jwe::parse`] and [`Jwe::operation`].
    #[cfg(feature = "worker")]
    pub(crate) fn open(&self, provider: &Provider, compact: &str, random: [u8; 32]) -> Result<Opened> {
        match &self.keys {
            Some(keys) if provider.preset.encrypts || is_encrypted(compact) => {
                let jwe = Jwe::parse(compact)?;
                let operation = jwe.operation(keys)?;
                Ok(Opened::Asked(Opening::Key(Box::new(jwe), random), operation))
            }
            _ => received(provider, compact).map(Opened::Signed),
        }
    }

    /// Takes what the provider gave as it stands: nothing is decrypted in a page.
    ///
    /// # Errors
    /// `token_not_encrypted`, `token_not_signed`.
    #[cfg(not(feature = "worker"))]
    pub(crate) fn open(&self, provider: &Provider, compact: &str, _random: [u8; 32]) -> Result<Opened> {
        received(provider, compact).map(Opened::Signed)
    }
}

#[cfg(feature = "worker")]
impl From<Arc<DecryptionKeys>> for OurKeys {
    fn from(keys: Arc<DecryptionKeys>) -> Self {
        Self { keys: Some(keys) }
    }
}

impl Opening {
    /// Goes on with what the host gave: octets, or nothing where it failed.
    ///
    /// # Errors
    /// `decryption_failed`, `token_not_signed`.
    #[cfg(feature = "worker")]
    pub(crate) fn next(self, given: Option<&[u8]>) -> Result<Opened> {
        match self {
            Self::Key(jwe, random) => {
                let key = jwe.content_key(given, random);
                let (decrypting, operation) = jwe.decryption(key);
                Ok(Opened::Asked(Self::Content(decrypting), operation))
            }
            Self::Content(decrypting) => decrypting.nested(given).map(Opened::Signed),
        }
    }

    /// Nothing waits in a page.
    ///
    /// # Errors
    /// None: there is no such value.
    #[cfg(not(feature = "worker"))]
    pub(crate) fn next(self, _given: Option<&[u8]>) -> Result<Opened> {
        match self {}
    }
}

#[cfg(test)]
#[cfg(feature = "worker")]
mod tests;
