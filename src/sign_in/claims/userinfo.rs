//! The userinfo answer (OIDC Core §5.3.2).
//!
//! Comes in: the answer's claims, signed or plain, and the verified ID token. Goes out: [`Userinfo`]. Never: another person's claims, or
//! an access token that came among them.

use super::common::{check_audience, check_begun, check_issuer, check_not_expired, optional_date};
use super::id_token::{IdToken, check_type, subject};
use super::sources::withhold;
use crate::base::error::{Code, Result};
use crate::base::json::Object;
use crate::base::redacted::redacted_debug;
use crate::jose::SignedToken;
use crate::jose::jwk::VerificationKeys;
use crate::jose::jws::{self, Verified};
use crate::provider::Provider;

/// Verified identity claims.
pub struct Userinfo {
    pub(crate) claims: Object,
}

redacted_debug!(Userinfo);

impl Userinfo {
    /// Verifies a signed answer.
    ///
    /// # Errors
    /// Those of [`jws::verify`], then `claim_missing`, `claim_malformed`, `iss_mismatch`, `aud_mismatch`, `token_expired`,
    /// `token_not_yet_valid`, `sub_mismatch`.
    pub fn verify(token: &SignedToken, keys: &VerificationKeys, provider: &Provider, id_token: &IdToken, now: i64) -> Result<Self> {
        Self::of_signed(jws::verify(token.compact(), keys)?, provider, id_token, now)
    }

    /// The same of an answer whose signature holds.
    ///
    /// # Errors
    /// Those of [`Userinfo::verify`], without those of [`jws::verify`].
    pub fn of_signed(verified: Verified, provider: &Provider, id_token: &IdToken, now: i64) -> Result<Self> {
        // 1. It is no token of another kind.
        check_type(verified.typ())?;
        let claims = verified.into_claims();
        // 2. §5.3.2: a signed answer SHOULD name its issuer and its audience. Where it does, they are held against ours; where it need not, the key,
        //    the access token that it was given for, and `sub` bind it to this sign-in.
        let demanded = provider.preset.signs_userinfo;
        if demanded || claims.contains_key("iss") {
            check_issuer(&claims, &id_token.issuer)?;
        }
        if demanded || claims.contains_key("aud") {
            check_audience(&claims, &id_token.client_id, &provider.trusted_audiences)?;
        }
        // 3. RFC 7519 §4.1: dates are optional here, but hold where they are given.
        if let Some(expires_at) = optional_date(&claims, "exp")? {
            check_not_expired(expires_at, now)?;
        }
        for name in ["iat", "nbf"] {
            if let Some(begins_at) = optional_date(&claims, name)? {
                check_begun(begins_at, now)?;
            }
        }
        // 4. §5.3.2: the same person as in the ID token.
        Self::of_same_person(claims, id_token)
    }

    /// Takes plain claims, where the preset does (§5.3.2).
    ///
    /// # Errors
    /// `token_not_signed` where the preset wants a signature; `claim_missing`, `claim_malformed`, `sub_mismatch`.
    pub fn plain(claims: Object, provider: &Provider, id_token: &IdToken) -> Result<Self> {
        if provider.preset.signs_userinfo {
            return Err(Code::TokenNotSigned.into());
        }
        Self::of_same_person(claims, id_token)
    }

    /// Where the provider has no userinfo endpoint, the ID token's own claims are all there is (§5.4).
    #[must_use]
    pub fn from_id_token(id_token: &IdToken) -> Self {
        Self::of(id_token.claims.clone())
    }

    fn of_same_person(claims: Object, id_token: &IdToken) -> Result<Self> {
        if subject(&claims)? == id_token.sub { Ok(Self::of(claims)) } else { Err(Code::SubMismatch.into()) }
    }

    /// Nobody downstream sees the tokens of other sources (N86).
    fn of(mut claims: Object) -> Self {
        withhold(&mut claims);
        Self { claims }
    }
}

#[cfg(test)]
mod tests;
