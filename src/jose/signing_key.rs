//! Our own ES256 key, with which a client that has no secret authenticates (`private_key_jwt`, RFC 7523).
//!
//! Comes in: a private JWK. Goes out: signatures, and the name under which the public half is registered.
//! Never: the key itself, in any form.

use alloc::borrow::ToOwned;
use alloc::string::String;

use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer as _;

use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::{Code, Error, Result};

use super::jwk;
use super::private_jwk::PrivateJwk;

const EXPECTED: &str =
    "FC_CLIENT_KEY: a private JWK, kty EC, crv P-256, x, y and d as one key pair; alg ES256, use sig and key_ops with sign, where present";

/// A private P-256 key for ES256. Wiped when dropped.
pub struct SigningKey {
    kid: String,
    key: p256::ecdsa::SigningKey,
}

redacted_debug!(SigningKey { kid });

impl SigningKey {
    /// Reads `FC_CLIENT_KEY`. Without a `kid` the key is named by its thumbprint (RFC 7638).
    ///
    /// # Errors
    /// `invalid_settings`, with what is expected and nothing of what came.
    pub fn parse(private_jwk: &[u8]) -> Result<Self> {
        Self::read(private_jwk).ok_or(Error::at(Code::InvalidSettings, EXPECTED))
    }

    fn read(private_jwk: &[u8]) -> Option<Self> {
        // 1. Form, and what the key may be used for.
        if private_jwk.len() > limits::JWKS_BYTES {
            return None;
        }
        let members = PrivateJwk::parse(private_jwk).ok()?;
        if !(members.is_for("sig", &["sign"]) && members.is_absent_or("alg", "ES256")) {
            return None;
        }
        // 2. The key pair and its name.
        let secret = members.p256_secret()?;
        let kid = match members.has("kid") {
            true => members.kid()?.to_owned(),
            false => jwk::thumbprint(&secret.public_key()),
        };
        Some(Self { kid, key: secret.into() })
    }

    /// The key's name.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// r‖s over `message`, with the nonce of RFC 6979: no randomness to get wrong.
    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature: Signature = self.key.sign(message);
        signature.to_bytes().into()
    }
}

#[cfg(test)]
mod tests;
