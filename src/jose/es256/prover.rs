//! ECDSA on P-256 with SHA-256: whether a signature can be seen to hold in a fraction of the time that p256 takes.
//!
//! Comes in: a public key, messages, signatures. Goes out: a proof that one holds, or that nothing was proved.
//! Never: a refusal. What is not proved here, p256 decides. A cost of more than a millisecond at one stroke: multiples are computed ahead in
//! portions. Constant time: all of it is public.

use alloc::boxed::Box;

use once_cell::race::OnceBox;
use p256::ecdsa::Signature;
use p256::{AffinePoint, PublicKey};

use super::equation;
#[cfg(feature = "worker")]
use super::multiples::Multiples;
use super::windows::{self, Windows};

/// The few multiples of the curve's generator, for all keys.
static GENERATOR: OnceBox<Windows> = OnceBox::new();
/// Its many multiples.
#[cfg(feature = "worker")]
static GENERATOR_MULTIPLES: Multiples = Multiples::of(AffinePoint::GENERATOR);

/// A public key, and what was computed ahead for it.
pub(super) struct Prover {
    key: AffinePoint,
    windows: OnceBox<Windows>,
    #[cfg(feature = "worker")]
    multiples: Multiples,
}

impl Prover {
    /// Nothing is computed yet.
    pub(super) fn new(key: &PublicKey) -> Self {
        Self {
            key: *key.as_affine(),
            windows: OnceBox::new(),
            #[cfg(feature = "worker")]
            multiples: Multiples::of(*key.as_affine()),
        }
    }

    /// Whether `signature` is seen to be one of `message`. `false` says nothing.
    pub(super) fn proves(&self, message: &[u8], signature: &Signature) -> bool {
        equation::holds(message, signature, |u1, u2| {
            #[cfg(feature = "worker")]
            if self.is_prepared() {
                return GENERATOR_MULTIPLES.add(None, u1).and_then(|sum| self.multiples.add(Some(sum), u2));
            }
            windows::sum([(kept(&GENERATOR, &AffinePoint::GENERATOR)?, u1), (kept(&self.windows, &self.key)?, u2)])
        })
    }

    /// Computes the next portion of the multiples that make a proof five times as fast: a third of a millisecond in Wasm. After a hundred
    /// portions all are there.
    #[cfg(feature = "worker")]
    pub(super) fn prepare(&self) {
        if !GENERATOR_MULTIPLES.extend() {
            self.multiples.extend();
        }
    }

    /// Whether every proof is a fast one by now.
    #[cfg(feature = "worker")]
    pub(super) fn is_prepared(&self) -> bool {
        GENERATOR_MULTIPLES.are_complete() && self.multiples.are_complete()
    }
}

/// What `place` keeps, computed at the first use.
fn kept<'a>(place: &'a OnceBox<Windows>, point: &AffinePoint) -> Option<&'a Windows> {
    place.get_or_try_init(|| Windows::of(point).map(Box::new).ok_or(())).ok()
}

#[cfg(test)]
#[cfg(feature = "worker")]
mod tests;
