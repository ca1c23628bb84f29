//! A signed token on its way to verification.
//!
//! Comes in: a compact JWS (RFC 7515 §7.1) that was decrypted, or that came from a provider that does not encrypt. Goes out: its text.
//! Never: a claim to rely on. What can be read of it before its signature holds is enough to refuse it, and never to take it.

use alloc::string::String;

use crate::base::error::{Code, Result};
use crate::base::json::{self, Object};
use crate::base::secret::Secret;
use crate::jose::compact::{self, Parts};

/// A compact JWS that is not verified yet. Where the provider encrypts, only [`Decrypting::nested`](super::jwe::Decrypting::nested) makes one, so an
/// unencrypted token in the place of an encrypted one goes nowhere (N28).
#[derive(Clone, Debug)]
pub struct SignedToken(Secret);

impl SignedToken {
    pub(crate) fn new(compact: impl Into<String>) -> Self {
        Self(Secret::new(compact))
    }

    /// The compact JWS.
    #[must_use]
    pub fn compact(&self) -> &str {
        self.0.expose()
    }

    /// What it says, unverified.
    ///
    /// # Errors
    /// `token_not_signed`, `token_malformed`.
    pub(crate) fn unverified_claims(&self) -> Result<Object> {
        let Parts::Signed(parts) = compact::split(self.compact())? else {
            return Err(Code::TokenNotSigned.into());
        };
        Ok(json::object(&compact::octets(parts.payload)?).map_err(|_| Code::TokenMalformed)?)
    }
}
