//! What the host's cryptography is asked to do: with a key of ours or a content key, or by a signing algorithm that is the host's.
//!
//! Comes in: the parts of a token; a content key. Goes out: one operation of WebCrypto's, or of another holder of our keys. Never: a private
//! key of ours; a choice of the host's: algorithm and lengths are settled here.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::base::redacted::redacted_debug;

use super::algorithm::SigningAlgorithm;
use super::host_key::HostKey;

/// One operation. The host gives its octets, of a verification its verdict, or nothing where it failed; why it failed is not said (RFC 7516
/// §11.5).
pub enum Operation {
    /// RSA-OAEP or RSA-OAEP-256 (RFC 7518 §4.3): to unwrap `encrypted_key`. Gives 32 octets, the content key.
    Unwrap {
        /// Which of our keys: its place in the set.
        index: usize,
        /// The JWE's encrypted key.
        encrypted_key: Vec<u8>,
    },
    /// ECDH-ES on P-256 (RFC 7518 §4.6.2): to agree on Z with `point`. Gives 32 octets, the x-coordinate of the shared point.
    Agree {
        /// Which of our keys: its place in the set.
        index: usize,
        /// The JWE's ephemeral key: SEC 1, uncompressed.
        point: [u8; 65],
    },
    /// A256GCM (RFC 7518 §5.3): to decrypt `sealed`. Gives the plaintext, once its tag holds.
    Decrypt {
        /// For this one text. Wiped when dropped.
        key: Zeroizing<[u8; 32]>,
        /// The IV.
        iv: [u8; 12],
        /// What is authenticated besides.
        additional: String,
        /// Ciphertext and tag of 16 octets, one behind the other.
        sealed: Vec<u8>,
    },
    /// RS256, PS256 or EdDSA (RFC 7518 §3.3, §3.5; RFC 8037 §3.1): whether `signature` is the key's, over `message`.
    Verify {
        /// By which algorithm.
        algorithm: SigningAlgorithm,
        /// With which key of the provider's.
        key: HostKey,
        /// What was signed.
        message: Vec<u8>,
        /// The signature, of any length.
        signature: Vec<u8>,
    },
}

redacted_debug!(Operation: Unwrap, Agree, Decrypt, Verify);
