//! ES256 (RFC 7518 §3.4): ECDSA on P-256 with SHA-256, the verifying half.
//!
//! Comes in: a point that is on the curve, a message, a signature as r‖s. Goes out: yes, or `SignatureInvalid`.
//! Never: a DER signature, or one of another length; a refusal that p256 did not speak. High-S is accepted, as RFC 7518 has no rule
//! against it; so the octets of a token are no fingerprint of it, and no replay protection may use them as one (N10).

use alloc::sync::Arc;
#[cfg(feature = "worker")]
use core::sync::atomic::{AtomicU32, Ordering};

use p256::PublicKey;
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Verifier as _;

#[cfg(feature = "worker")]
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::{Code, Result};

mod equation;
#[cfg(feature = "worker")]
mod multiples;
mod prover;
mod sum;
mod windows;

use prover::Prover;

/// A public key for ES256. Its clones share what it computes ahead.
#[derive(Clone)]
pub struct VerifyingKey {
    key: p256::ecdsa::VerifyingKey,
    ahead: Arc<Ahead>,
}

redacted_debug!(VerifyingKey);

/// What is computed ahead for a key, and how often it was used until that began.
struct Ahead {
    prover: Prover,
    #[cfg(feature = "worker")]
    uses: AtomicU32,
}

impl VerifyingKey {
    /// Verifies r‖s over `message`.
    ///
    /// # Errors
    /// `SignatureInvalid`: not exactly 64 octets, r or s outside 1 … n − 1, or not this key's signature of this message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        // 1. RFC 7518 §3.4 (2, 3): 64 octets, r and s as 32 each, big-endian; `from_slice` refuses 0, which would verify anything, and n or more.
        let signature = Signature::from_slice(signature).map_err(|_| Code::SignatureInvalid)?;
        // 2. RFC 7518 §3.4 (4). All of it is public, so variable time is fine. What the fast way does not prove, p256 decides.
        #[cfg(feature = "worker")]
        self.ahead.prepare();
        if self.ahead.prover.proves(message, &signature) {
            return Ok(());
        }
        self.key.verify(message, &signature).map_err(|_| Code::SignatureInvalid.into())
    }
}

#[cfg(feature = "worker")]
impl Ahead {
    /// A key that has verified more than [`limits::PLAIN_VERIFICATIONS`] tokens computes a portion of its multiples with each one more.
    fn prepare(&self) {
        if self.uses.load(Ordering::Relaxed) >= limits::PLAIN_VERIFICATIONS {
            self.prover.prepare();
        } else {
            self.uses.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl From<PublicKey> for VerifyingKey {
    fn from(key: PublicKey) -> Self {
        let ahead = Ahead {
            prover: Prover::new(&key),
            #[cfg(feature = "worker")]
            uses: AtomicU32::new(0),
        };
        Self { key: key.into(), ahead: Arc::new(ahead) }
    }
}

#[cfg(test)]
#[cfg(feature = "worker")]
mod tests;
