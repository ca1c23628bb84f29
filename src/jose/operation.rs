//! What the host is asked to do with a key that it keeps.
//!
//! Comes in: the public parts of a token. Goes out: one operation of WebCrypto's, or of another holder of the key. Never: a private key.

use alloc::vec::Vec;

use crate::base::redacted::redacted_debug;

/// One operation. The host gives its octets, or nothing where it failed; why it failed is not said (RFC 7516 §11.5).
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
}

redacted_debug!(Operation: Unwrap, Agree);
