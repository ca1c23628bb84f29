//! Claims that ID token and userinfo have in common, read strictly (RFC 7519 §4.1).
//!
//! Comes in: claims whose signature holds. Goes out: typed values. Never: a value converted from another type, such as a date in a string, or
//! an issuer in a list. Three forms are taken beside the usual ones: a date with a fraction, `null` for what may be absent, a text for a list of it.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::json::{self, Object};
use crate::base::limits;

/// A text claim that must be there.
pub(crate) fn text<'a>(claims: &'a Object, name: &'static str) -> Result<&'a str> {
    optional_text(claims, name)?.ok_or(absent(claims, name))
}

/// A text claim that may be absent. OIDC Core §5.3.2 has providers leave out what they do not say; some write `null` there, which says no more.
pub(crate) fn optional_text<'a>(claims: &'a Object, name: &'static str) -> Result<Option<&'a str>> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::at(Code::ClaimMalformed, name)),
    }
}

/// What to say of a claim that must be there: `null` is no value of its type.
fn absent(claims: &Object, name: &'static str) -> Error {
    Error::at(if claims.contains_key(name) { Code::ClaimMalformed } else { Code::ClaimMissing }, name)
}

/// A NumericDate that must be there.
pub(crate) fn date(claims: &Object, name: &'static str) -> Result<i64> {
    optional_date(claims, name)?.ok_or(absent(claims, name))
}

/// A NumericDate that may be absent: seconds since the epoch. RFC 7519 §2 allows a fraction, which is cut off: an end comes the earlier for it, and
/// a beginning within the leeway. What has a sign (`-0` too) or an exponent is refused: no provider dates its tokens so.
pub(crate) fn optional_date(claims: &Object, name: &'static str) -> Result<Option<i64>> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => whole_seconds(value).map(Some).ok_or(Error::at(Code::ClaimMalformed, name)),
    }
}

fn whole_seconds(value: &Value) -> Option<i64> {
    if !value.is_number() {
        return None;
    }
    // By its text, since floats would cost a module more than this whole file.
    let text = json::text(value);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let is_digits = |text: &str| text.bytes().all(|octet| octet.is_ascii_digit());
    if is_digits(whole) && is_digits(fraction) { whole.parse().ok() } else { None }
}

/// A list of texts that may be absent. One text alone is a list of it: RFC 8176 §1 has `amr` be an array, and some providers write no brackets.
pub(crate) fn optional_texts<'a>(claims: &'a Object, name: &'static str) -> Result<Option<Vec<&'a str>>> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(Vec::from([text.as_str()]))),
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

/// `aud`: this client, and beside it nobody but whom the deployer trusts (OIDC Core §3.1.3.7 (3)). Gives how many audiences there are.
pub(crate) fn check_audience(claims: &Object, client_id: &str, trusted: &[String]) -> Result<usize> {
    let fits = match claims.get("aud") {
        None => return Err(Error::at(Code::ClaimMissing, "aud")),
        Some(Value::String(audience)) => (audience == client_id).then_some(1),
        Some(Value::Array(audiences)) => {
            let are = |audience: &Value, own: &str| audience.as_str() == Some(own);
            let known = |audience: &Value| are(audience, client_id) || trusted.iter().any(|other| are(audience, other));
            let ours = audiences.iter().filter(|audience| are(audience, client_id)).count();
            (ours == 1 && audiences.iter().all(known)).then_some(audiences.len())
        }
        Some(_) => return Err(Error::at(Code::ClaimMalformed, "aud")),
    };
    fits.ok_or(Code::AudMismatch.into())
}

/// `exp` is ahead of now.
pub(crate) fn check_not_expired(expires_at: i64, now: i64) -> Result<()> {
    if now < expires_at.saturating_add(limits::CLOCK_LEEWAY_SECONDS) { Ok(()) } else { Err(Code::TokenExpired.into()) }
}

/// `iat` or `nbf` is not ahead.
pub(crate) fn check_begun(begins_at: i64, now: i64) -> Result<()> {
    if begins_at <= now.saturating_add(limits::CLOCK_LEEWAY_SECONDS) { Ok(()) } else { Err(Code::TokenNotYetValid.into()) }
}
