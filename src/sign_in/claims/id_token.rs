//! The ID token (OIDC Core §3.1.3.7).
//!
//! Comes in: a signed token, the provider's keys, the login that it must answer, the time. Goes out: an [`IdToken`]. Never: one whose
//! level of assurance is below the demanded one.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sha2::{Digest, Sha256, Sha512};

use super::common::{
    check_audience, check_begun, check_issuer, check_not_expired, date, optional_date, optional_text, optional_texts, text,
};
use crate::base::base64url;
use crate::base::error::{Code, Error, Result};
use crate::base::json::Object;
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::identity::Assurance;
use crate::jose::jwk::VerificationKeys;
use crate::jose::jws::{self, Verified};
use crate::jose::{SignedToken, SigningAlgorithm};
use crate::provider::Provider;
use crate::sign_in::pending::Pending;
use crate::sign_in::tokens::Tokens;

/// A verified ID token.
#[cfg_attr(test, derive(Clone))]
pub struct IdToken {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) sub: String,
    pub(crate) acr: Option<String>,
    pub(crate) amr: Option<Vec<String>>,
    pub(crate) auth_time: i64,
    /// The inner JWS: the hint that the end-session endpoint wants.
    pub(crate) jws: Secret,
    pub(crate) claims: Object,
}

redacted_debug!(IdToken);

impl IdToken {
    /// Verifies the ID token that came with `tokens`.
    ///
    /// # Errors
    /// Those of [`jws::verify`], then `claim_missing`, `claim_malformed`, `iss_mismatch`, `aud_mismatch`, `azp_mismatch`, `token_expired`,
    /// `token_not_yet_valid`, `token_stale`, `nonce_mismatch`, `acr_insufficient`, `at_hash_mismatch`. After `key_unknown`,
    /// `key_ambiguous` and `signature_invalid` it may be tried again with fresh keys.
    pub fn verify(token: &SignedToken, keys: &VerificationKeys, provider: &Provider, tokens: &Tokens, now: i64) -> Result<Self> {
        Self::of(jws::verify(token.compact(), keys)?, provider, tokens, now)
    }

    /// The same of a token whose signature holds.
    ///
    /// # Errors
    /// Those of [`IdToken::verify`], without those of [`jws::verify`].
    pub fn of(verified: Verified, provider: &Provider, tokens: &Tokens, now: i64) -> Result<Self> {
        Self::of_login(verified, provider, &tokens.pending, &at_hash(provider.algorithm, &tokens.access_token), now)
    }

    /// The same where only the [`at_hash`] of the access token is known: a page that verifies never has the access token.
    ///
    /// # Errors
    /// Those of [`IdToken::of`].
    pub(crate) fn of_login(verified: Verified, provider: &Provider, pending: &Pending, at_hash: &str, now: i64) -> Result<Self> {
        // §3.1.3.7 (1) was decryption; (6-8) the signature, by a pinned algorithm. No claim is looked at before it holds.
        check_type(verified.typ())?;
        let jws = Secret::new(verified.compact());
        let claims = verified.into_claims();
        // (2) The issuer is the provider's, to the letter, and the one that this login was sent to.
        check_issuer(&claims, &provider.issuer)?;
        check_issuer(&claims, &pending.issuer)?;
        // (3) We are its audience, beside nobody whom the deployer does not trust.
        let audiences = check_audience(&claims, &pending.client_id, &provider.trusted_audiences)?;
        // (4-5) The authorized party is us: where it is named, and where there are several audiences, it must be.
        match optional_text(&claims, "azp")? {
            Some(azp) if azp == pending.client_id => {}
            None if audiences == 1 => {}
            _ => return Err(Code::AzpMismatch.into()),
        }
        // (9) It has not expired, (10) was not issued ahead of us nor before the login that it answers.
        check_lifetime(&claims, pending, now)?;
        // (11) The nonce is this login's.
        if !pending.nonce.equals(text(&claims, "nonce")?) {
            return Err(Code::NonceMismatch.into());
        }
        // (12) The level of assurance is at least the demanded one.
        let acr = check_assurance(&claims, provider, pending)?;
        // (13) When the person was authenticated; never ahead of us.
        let auth_time = check_auth_time(&claims, provider, now)?;
        // §3.1.3.8: the access token is the one that came with it, where it says so.
        if optional_text(&claims, "at_hash")?.is_some_and(|named| named != at_hash) {
            return Err(Code::AtHashMismatch.into());
        }

        let amr = optional_texts(&claims, "amr")?.map(|values| values.into_iter().map(ToString::to_string).collect());
        Ok(Self {
            issuer: provider.issuer.clone(),
            client_id: pending.client_id.clone(),
            sub: subject(&claims)?.to_string(),
            acr,
            amr,
            auth_time,
            jws,
            claims,
        })
    }

    /// How surely the person was authenticated.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        Assurance::new(self.acr.clone(), self.amr.clone(), self.auth_time)
    }

    /// The inner JWS, for [`crate::sign_in::logout`].
    #[must_use]
    pub const fn jws(&self) -> &Secret {
        &self.jws
    }
}

/// RFC 8725 §3.11: a token of another kind (`at+jwt`, `logout+jwt`, `secevent+jwt`…) says so in `typ`.
pub(super) fn check_type(typ: Option<&str>) -> Result<()> {
    match typ {
        None => Ok(()),
        Some(typ) if typ.eq_ignore_ascii_case("JWT") || typ.eq_ignore_ascii_case("application/jwt") => Ok(()),
        Some(_) => Err(Error::at(Code::HeaderInvalid, "typ")),
    }
}

/// `sub`: never empty, at most 255 ASCII characters (§2).
pub(super) fn subject(claims: &Object) -> Result<&str> {
    let sub = text(claims, "sub")?;
    if sub.is_empty() || sub.len() > limits::SUBJECT_CHARS || !sub.is_ascii() {
        Err(Error::at(Code::ClaimMalformed, "sub"))
    } else {
        Ok(sub)
    }
}

fn check_lifetime(claims: &Object, pending: &Pending, now: i64) -> Result<()> {
    check_not_expired(date(claims, "exp")?, now)?;
    let issued_at = date(claims, "iat")?;
    check_begun(issued_at, now)?;
    if let Some(not_before) = optional_date(claims, "nbf")? {
        check_begun(not_before, now)?;
    }
    if issued_at.saturating_add(limits::CLOCK_LEEWAY_SECONDS) < pending.started_at { Err(Code::TokenStale.into()) } else { Ok(()) }
}

fn check_assurance(claims: &Object, provider: &Provider, pending: &Pending) -> Result<Option<String>> {
    let reached = optional_text(claims, "acr")?;
    match (reached, pending.acr.as_deref()) {
        (_, None) => Ok(reached.map(ToString::to_string)),
        (Some(reached), Some(demanded)) if provider.preset.acr_satisfies(reached, demanded) => Ok(Some(reached.to_string())),
        _ => Err(Code::AcrInsufficient.into()),
    }
}

/// FranceConnect+ always sends `auth_time`. Elsewhere it is optional; where it is absent, `iat` stands for it: the person was authenticated
/// then at the latest.
fn check_auth_time(claims: &Object, provider: &Provider, now: i64) -> Result<i64> {
    let auth_time = match optional_date(claims, "auth_time")? {
        Some(auth_time) => auth_time,
        None if provider.preset.tells_auth_time => return Err(Error::at(Code::ClaimMissing, "auth_time")),
        None => date(claims, "iat")?,
    };
    check_begun(auth_time, now)?;
    Ok(auth_time)
}

/// §3.1.3.6: the left half of the access token's hash, as the `at_hash` of its ID token says it: SHA-256 with the algorithms that name it, SHA-512
/// with Ed25519, which hashes by that (RFC 8032 §5.1).
pub(crate) fn at_hash(algorithm: SigningAlgorithm, access_token: &Secret) -> String {
    let octets = access_token.expose().as_bytes();
    if algorithm == SigningAlgorithm::EdDsa {
        return base64url::encode(Sha512::digest(octets).as_slice().get(..32).unwrap_or_default());
    }
    let digest: [u8; 32] = Sha256::digest(octets).into();
    let (left_half, _) = digest.split_at(16);
    base64url::encode(left_half)
}

#[cfg(test)]
mod tests;
