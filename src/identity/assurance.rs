//! How the person was authenticated.
//!
//! Comes in: `acr`, `amr`, `auth_time` and `iat` of a verified ID token. Goes out: [`Assurance`].
//! Never: a judgement. That `acr` reaches the demanded level was checked where the token was verified.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::base::redacted::redacted_debug;

/// How, and how surely, the person was authenticated (OpenID Connect Core §2).
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Assurance {
    /// The level of assurance: `eidas2` (substantial) or `eidas3` (high) from FranceConnect+ (Regulation (EU) 910/2014, art. 8);
    /// whatever a plain provider says. Empty where the provider says nothing; an empty level satisfies no comparison.
    pub acr: String,
    /// The means used (RFC 8176; FranceConnect+: `pwd pop mfa pin mail`), and `fc` (or `fr`) or `eidas` for the origin of the identity. It
    /// comes only where it was asked for, and is always the same for one identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amr: Option<Vec<String>>,
    /// When the person was authenticated, in seconds since the epoch. FranceConnect+: when she clicked on its page, also where it knew her
    /// from another service, so it is no proof of a fresh authentication. A plain provider need not say it, since it was not asked with
    /// `max_age`. Then this is the ID token's `iat`: she was authenticated at that time, or earlier.
    pub auth_time: i64,
}

redacted_debug!(Assurance);

impl Assurance {
    /// From a verified ID token's claims.
    pub(crate) fn new(acr: Option<String>, amr: Option<Vec<String>>, auth_time: i64) -> Self {
        Self { acr: acr.unwrap_or_default(), amr, auth_time }
    }
}

#[cfg(test)]
mod tests;
