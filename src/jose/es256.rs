//! ES256 (RFC 7518 §3.4): ECDSA on P-256 with SHA-256, the verifying half.
//!
//! Comes in: a point that is on the curve, a message, a signature as r‖s. Goes out: yes, or `SignatureInvalid`.
//! Never: a DER signature, or one of another length. High-S is accepted, as RFC 7518 has no rule against it; so the octets of a token
//! are no fingerprint of it, and no replay protection may use them as one (N10).

use core::fmt;

use p256::ecdsa::Signature;
use p256::ecdsa::signature::Verifier as _;

use crate::{Code, Result};

/// A public key for ES256.
#[derive(Clone)]
pub struct VerifyingKey {
    key: p256::ecdsa::VerifyingKey,
}

impl VerifyingKey {
    /// Verifies r‖s over `message`.
    ///
    /// # Errors
    /// `SignatureInvalid`: not exactly 64 octets, r or s outside 1 … n − 1, or not this key's signature of this message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        // 1. RFC 7518 §3.4 (2, 3): 64 octets, r and s as 32 each, big-endian; `from_slice` refuses 0, which would verify anything, and n or more.
        let signature = Signature::from_slice(signature).map_err(|_| Code::SignatureInvalid)?;
        // 2. RFC 7518 §3.4 (4). All of it is public, so variable time would be fine.
        self.key.verify(message, &signature).map_err(|_| Code::SignatureInvalid.into())
    }
}

impl From<p256::PublicKey> for VerifyingKey {
    fn from(key: p256::PublicKey) -> Self {
        Self { key: key.into() }
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey").finish_non_exhaustive()
    }
}
