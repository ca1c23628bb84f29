//! Verified claims: what an ID token ([`id_token`]) and a userinfo answer ([`userinfo`]) say once every check of OIDC Core has held.
//!
//! Comes in: signed tokens, the provider's keys, the login they must answer, the time. Goes out: [`IdToken`] and [`Userinfo`], which
//! nothing else can make. Never: a claim out of a token whose signature was not checked.

mod common;
mod id_token;
mod sources;
mod userinfo;

pub use id_token::IdToken;
pub(crate) use id_token::at_hash;
pub use userinfo::Userinfo;

use alloc::string::ToString;
use core::fmt;

use crate::base::error::{Code, Error, Result};
use crate::base::json::{self, Object};
use crate::base::secret::Secret;
use crate::jose::compact::{self, Parts};
use crate::provider::Provider;

/// A compact JWS on its way to verification. Where the provider encrypts, it exists only after decryption, so an unencrypted token in
/// the place of an encrypted one goes nowhere (N28).
#[derive(Debug)]
pub struct SignedToken(Secret);

impl SignedToken {
    /// A token from a provider that does not encrypt.
    ///
    /// # Errors
    /// `token_not_encrypted` where the preset says that it does; `token_not_signed` where this token is encrypted all the same.
    pub fn received(provider: &Provider, compact: &str) -> Result<Self> {
        if provider.preset.encrypted {
            return Err(Code::TokenNotEncrypted.into());
        }
        if matches!(compact::split(compact), Ok(Parts::Encrypted(_))) {
            return Err(Error::at(Code::TokenNotSigned, "it is encrypted, and no key is there to open it (FC_DECRYPTION_KEYS)"));
        }
        Ok(Self(Secret::new(compact)))
    }

    /// A token that our own Worker has decrypted for the page (`/auth/exchange`).
    #[must_use]
    pub fn decrypted_by_our_worker(compact: &str) -> Self {
        Self(Secret::new(compact.to_string()))
    }

    #[cfg(feature = "decryption")]
    pub(crate) fn decrypted(compact: alloc::string::String) -> Self {
        Self(Secret::new(compact))
    }

    /// Whether what the token says of its nonce is `nonce`. It says so unverified: enough to refuse it, and never to take it.
    ///
    /// # Errors
    /// `nonce_mismatch`; `token_not_signed`, `token_malformed`, `claim_missing`, `claim_malformed` where there is none to be read.
    pub(crate) fn answers(&self, nonce: &Secret) -> Result<()> {
        if nonce.equals(common::text(&self.unverified_claims()?, "nonce")?) { Ok(()) } else { Err(Code::NonceMismatch.into()) }
    }

    /// Whether a page may have the token: its claims hold no token of another source of claims (N86), and nothing can be taken out of what is
    /// signed. Claims that cannot be read are none that a page takes either.
    ///
    /// # Errors
    /// `claim_malformed`.
    pub(crate) fn check_for_page(&self) -> Result<()> {
        match self.unverified_claims() {
            Ok(claims) if sources::brings_tokens(&claims) => Err(Error::at(Code::ClaimMalformed, "_claim_sources")),
            _ => Ok(()),
        }
    }

    fn unverified_claims(&self) -> Result<Object> {
        let Parts::Signed(parts) = compact::split(self.compact())? else {
            return Err(Code::TokenNotSigned.into());
        };
        Ok(json::object(&compact::octets(parts.payload)?).map_err(|_| Code::TokenMalformed)?)
    }

    /// The compact JWS.
    #[must_use]
    pub fn compact(&self) -> &str {
        self.0.expose()
    }
}

/// Verifies by the clock that was `told`; where none was, by a page's `own`, that of the person's device. That one may be wrong, and a token that
/// is not of now by it may be a good one: it is refused all the same, and the error names the clock.
///
/// # Errors
/// Those of `verify`; for those of time, by the page's own clock, `clock_wrong`.
pub fn by_clock<T>(told: Option<i64>, own: i64, verify: impl FnOnce(i64) -> Result<T>) -> Result<T> {
    match told {
        Some(told) => verify(told),
        None => verify(own).map_err(of_own_clock),
    }
}

const fn of_own_clock(error: Error) -> Error {
    match error.code() {
        Code::TokenExpired => Error::at(Code::ClockWrong, "token_expired"),
        Code::TokenNotYetValid => Error::at(Code::ClockWrong, "token_not_yet_valid"),
        Code::TokenStale => Error::at(Code::ClockWrong, "token_stale"),
        _ => error,
    }
}

impl fmt::Debug for IdToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdToken(…)")
    }
}

impl fmt::Debug for Userinfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Userinfo(…)")
    }
}
