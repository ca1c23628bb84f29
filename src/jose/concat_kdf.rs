//! Concat KDF (NIST SP 800-56A §5.8.1) with SHA-256, as ECDH-ES uses it (RFC 7518 §4.6.2).
//!
//! Comes in: the shared secret and what both sides agree on. Goes out: a key of up to 32 octets, wiped when dropped.
//! Never: a second round of hashing; no key that is derived here is longer than one digest.

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

/// Derives a key of `N` octets, at most 32. `algorithm` is `enc` where the key is the content key itself (direct key agreement).
pub(super) fn derive<const N: usize>(secret: &[u8], algorithm: &str, apu: &[u8], apv: &[u8]) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 32, "one digest holds 32 octets") };
    // 1. Round number, 32 bits: the first round is the only one. Then Z.
    let mut hash = Sha256::new();
    hash.update(1_u32.to_be_bytes());
    hash.update(secret);
    // 2. AlgorithmID, PartyUInfo, PartyVInfo, each after its length.
    for data in [algorithm.as_bytes(), apu, apv] {
        hash.update(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
        hash.update(data);
    }
    // 3. SuppPubInfo: the length of the key in bits. SuppPrivInfo is empty.
    hash.update(u32::try_from(N).unwrap_or(u32::MAX).saturating_mul(8).to_be_bytes());
    // 4. The leftmost octets.
    let mut digest = hash.finalize();
    let mut key = Zeroizing::new([0; N]);
    for (to, from) in key.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    digest.zeroize();
    key
}

#[cfg(test)]
mod tests;
