//! PKCE (RFC 7636), method S256; `plain` does not exist here (N61).
//!
//! Comes in: 32 random bytes. Goes out: verifier and challenge. Never: a verifier that is used for two logins: one is made with each.

use alloc::string::String;

use sha2::{Digest, Sha256};

use crate::base::base64url;
use crate::base::secret::Secret;

/// §4.1: 43 characters.
pub(crate) fn verifier(entropy: &[u8; 32]) -> Secret {
    Secret::new(base64url::encode(entropy))
}

/// §4.2: `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))`.
pub(crate) fn challenge(verifier: &Secret) -> String {
    base64url::encode(&Sha256::digest(verifier.expose().as_bytes()))
}

#[cfg(test)]
mod tests;
