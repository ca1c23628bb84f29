//! ES256 (RFC 7518 §3.4): ECDSA on P-256 with SHA-256, the verifying half.
//!
//! Comes in: a point that is on the curve, a message, a signature as r‖s. Goes out: yes, or `SignatureInvalid`.
//! Never: a DER signature, or one of another length; a refusal that p256 did not speak. High-S is accepted, as RFC 7518 has no rule
//! against it; so the octets of a token are no fingerprint of it, and no replay protection may use them as one (N10).

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::sync::atomic::{AtomicU32, Ordering};

use once_cell::race::OnceBox;
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Verifier as _;
use p256::{ProjectivePoint, PublicKey};

use crate::base::limits;
use crate::{Code, Result};

mod equation;
mod multiples;
mod sum;

use multiples::Multiples;

/// The multiples of the curve's generator, for all keys.
static GENERATOR: OnceBox<Multiples> = OnceBox::new();

/// A public key for ES256. Its clones share what it computes ahead.
#[derive(Clone)]
pub struct VerifyingKey {
    key: p256::ecdsa::VerifyingKey,
    ahead: Arc<Ahead>,
}

/// What is computed ahead for a key that is used often, and how often it was used until then.
#[derive(Default)]
struct Ahead {
    uses: AtomicU32,
    multiples: OnceBox<Multiples>,
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
        if self.proves_fast(message, &signature) {
            return Ok(());
        }
        self.key.verify(message, &signature).map_err(|_| Code::SignatureInvalid.into())
    }

    /// Whether the verification equation holds, for a key that is used often enough to have its multiples at hand. `false` says nothing.
    fn proves_fast(&self, message: &[u8], signature: &Signature) -> bool {
        let Some(multiples) = self.multiples() else {
            return false;
        };
        let generator = GENERATOR.get_or_init(|| Box::new(Multiples::of(ProjectivePoint::GENERATOR)));
        equation::holds(message, signature, generator, multiples)
    }

    /// The key's multiples, from its [`limits::PLAIN_VERIFICATIONS`]th use on: a page that verifies two tokens never pays for them.
    fn multiples(&self) -> Option<&Multiples> {
        let Ahead { uses, multiples } = &*self.ahead;
        multiples.get().or_else(|| {
            let earlier = uses.fetch_add(1, Ordering::Relaxed);
            (earlier >= limits::PLAIN_VERIFICATIONS)
                .then(|| multiples.get_or_init(|| Box::new(Multiples::of((*self.key.as_affine()).into()))))
        })
    }
}

impl From<PublicKey> for VerifyingKey {
    fn from(key: PublicKey) -> Self {
        Self { key: key.into(), ahead: Arc::default() }
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
