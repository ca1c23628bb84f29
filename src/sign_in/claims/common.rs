//! Claims that ID token and userinfo have in common, read strictly (RFC 7519 §4.1).
//!
//! Comes in: claims whose signature holds. Goes out: typed values. Never: a value converted from another type, such as a date in a string, a
//! fraction, or an issuer in a list.

use alloc::vec::Vec;

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::json::Object;
use crate::base::limits;

/// A text claim that must be there.
pub(crate) fn text<'a>(claims: &'a Object, name: &'static str) -> Result<&'a str> {
    optional_text(claims, name)?.ok_or(Error::at(Code::ClaimMissing, name))
}

/// A text claim that may be absent.
pub(crate) fn optional_text<'a>(claims: &'a Object, name: &'static str) -> Result<Option<&'a str>> {
    match claims.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::at(Code::ClaimMalformed, name)),
    }
}

/// A NumericDate that must be there.
pub(crate) fn date(claims: &Object, name: &'static str) -> Result<i64> {
    optional_date(claims, name)?.ok_or(Error::at(Code::ClaimMissing, name))
}

/// A NumericDate (RFC 7519 §2) that may be absent: whole seconds since the epoch, as every provider writes them. Fractions and what has
/// a sign (`-0` too) are refused rather than rounded.
pub(crate) fn optional_date(claims: &Object, name: &'static str) -> Result<Option<i64>> {
    match claims.get(name) {
        None => Ok(None),
        Some(value) => {
            let seconds = value.as_u64().and_then(|seconds| i64::try_from(seconds).ok());
            seconds.map(Some).ok_or(Error::at(Code::ClaimMalformed, name))
        }
    }
}

/// A list of texts that may be absent.
pub(crate) fn optional_texts<'a>(claims: &'a Object, name: &'static str) -> Result<Option<Vec<&'a str>>> {
    match claims.get(name) {
        None => Ok(None),
        Some(Value::Array(items)) => {
            items.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(Some).ok_or(Error::at(Code::ClaimMalformed, name))
        }
        Some(_) => Err(Error::at(Code::ClaimMalformed, name)),
    }
}

/// `iss`, to the letter.
pub(crate) fn check_issuer(claims: &Object, issuer: &str) -> Result<()> {
    if text(claims, "iss")? == issuer { Ok(()) } else { Err(Code::IssMismatch.into()) }
}

/// `aud`: this client, and nobody else. A second audience would be one that we have no reason to trust (OIDC Core §3.1.3.7 (3)).
pub(crate) fn check_audience(claims: &Object, client_id: &str) -> Result<()> {
    let fits = match claims.get("aud") {
        None => return Err(Error::at(Code::ClaimMissing, "aud")),
        Some(Value::String(audience)) => audience == client_id,
        Some(Value::Array(audiences)) => matches!(audiences.as_slice(), [Value::String(audience)] if audience == client_id),
        Some(_) => return Err(Error::at(Code::ClaimMalformed, "aud")),
    };
    if fits { Ok(()) } else { Err(Code::AudMismatch.into()) }
}

/// `exp` is ahead of now.
pub(crate) fn check_not_expired(expires_at: i64, now: i64) -> Result<()> {
    if now < expires_at.saturating_add(limits::CLOCK_LEEWAY_SECONDS) { Ok(()) } else { Err(Code::TokenExpired.into()) }
}

/// `iat` or `nbf` is not ahead.
pub(crate) fn check_begun(begins_at: i64, now: i64) -> Result<()> {
    if begins_at <= now.saturating_add(limits::CLOCK_LEEWAY_SECONDS) { Ok(()) } else { Err(Code::TokenNotYetValid.into()) }
}
