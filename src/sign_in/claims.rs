//! Verified claims: what an ID token and a userinfo answer say once every check of OIDC Core has held.
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

use crate::base::error::{Code, Error, Result};
use crate::base::secret::Secret;
use crate::jose::{SignedToken, compact};
use crate::provider::Provider;

/// Takes a token from a provider that does not encrypt.
///
/// # Errors
/// `token_not_encrypted` where the preset says that the provider encrypts; `token_not_signed` where this token is encrypted all the same.
pub fn received(provider: &Provider, compact: &str) -> Result<SignedToken> {
    if provider.preset.encrypts {
        return Err(Code::TokenNotEncrypted.into());
    }
    if compact::is_encrypted(compact) {
        return Err(Error::at(Code::TokenNotSigned, "it is encrypted, and no key is there to open it (FC_DECRYPTION_KEYS)"));
    }
    Ok(SignedToken::new(compact))
}

/// Checks that the token's `nonce` is this one: then the token answers this login.
///
/// # Errors
/// `nonce_mismatch`; `token_not_signed`, `token_malformed`, `claim_missing`, `claim_malformed` where there is none to be read.
pub(crate) fn check_nonce(token: &SignedToken, nonce: &Secret) -> Result<()> {
    if nonce.equals(common::text(&token.unverified_claims()?, "nonce")?) { Ok(()) } else { Err(Code::NonceMismatch.into()) }
}

/// Checks that a page may have the token. A claim in it may hold another source's access token (N86). What is signed cannot be cut, so such a
/// token stays here.
///
/// # Errors
/// `claim_malformed` for such a token; `token_not_signed`, `token_malformed` where its claims cannot be read.
pub(crate) fn check_for_page(token: &SignedToken) -> Result<()> {
    if sources::brings_tokens(&token.unverified_claims()?) { Err(Error::at(Code::ClaimMalformed, "_claim_sources")) } else { Ok(()) }
}

/// Verifies by the time that was `told`, else by `own`, the time of the person's device. The device's clock may be wrong and the token good. It
/// is refused all the same, and the error names the clock.
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
