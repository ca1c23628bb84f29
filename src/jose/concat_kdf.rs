//! Concat KDF (NIST SP 800-56A §5.8.1) with SHA-256, as ECDH-ES uses it (RFC 7518 §4.6.2).
//!
//! Comes in: the shared secret and what both sides agree on. Goes out: a key of up to 32 octets, wiped when dropped.
//! Never: a second round of hashing; no key that is derived here is longer than one digest.

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

/// Derives a key of `N` octets, 32 at the most. `algorithm` is `enc` where the key is the content key itself (direct key agreement).
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
mod tests {
    use super::*;
    use crate::base::base64url;

    /// RFC 7518, appendix C: Z, and the key for A128GCM between Alice and Bob.
    const Z: [u8; 32] = [
        158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167,
        121, 140, 254, 144, 196,
    ];

    #[test]
    fn rfc7518_appendix_c() {
        let key = derive::<16>(&Z, "A128GCM", b"Alice", b"Bob");
        assert_eq!(base64url::encode(&*key), "VqqN6vgjbSBcIijNcacQGg");
    }

    #[test]
    fn n45_every_input_counts_and_none_runs_into_its_neighbour() {
        let key = derive::<32>(&Z, "A256GCM", b"Alice", b"Bob");
        assert_eq!(key, derive::<32>(&Z, "A256GCM", b"Alice", b"Bob"));
        assert_ne!(key, derive::<32>(&Z, "A128GCM", b"Alice", b"Bob"));
        assert_ne!(key, derive::<32>(&Z, "A256GCM", b"AliceB", b"ob"));
        assert_ne!(key, derive::<32>(&Z, "A256GCM", b"", b""));
        assert_ne!(key, derive::<32>(&[0; 32], "A256GCM", b"Alice", b"Bob"));
        assert_ne!(key[..16], *derive::<16>(&Z, "A256GCM", b"Alice", b"Bob"));
    }
}
