//! The protected header: what holds for signed and encrypted tokens alike (RFC 7515 §4, RFC 7516 §4).
//!
//! Comes in: the first part of a compact token, and which `alg` names the caller takes. Goes out: a header whose `alg` is one of those.
//! Never: a key from the header. `jwk`, `jku`, `x5u` and `x5c` are refused, so that nobody can bring the key for their own signature
//! (CVE-2018-0114), and nothing is ever fetched on a token's word.
//!
//! The order of the checks is part of the contract, since it decides which code a header with two faults gets:
//!
//! 1. size, base64url, strict JSON: `token_too_large`, `token_malformed`;
//! 2. `crit`: `crit_unsupported`. It says that the header must not be read as we would read it, so it comes before all meaning;
//! 3. `alg`: `header_invalid` if it is not a string, `alg_not_allowed` if it is not taken. So the parameters of another algorithm (`p2c` …)
//!    are never looked at;
//! 4. members that must not be there (`b64`, `jwk`, `jku`, `x5u`, `x5c`), then the types of `kid`, `typ`, `cty`: `header_invalid`;
//! 5. by the caller: what only signed, or only encrypted tokens have.
//!
//! Members that have no meaning here are ignored, as RFC 7515 §4 demands.

use alloc::borrow::ToOwned;
use alloc::string::String;

use serde_json::Value;

use crate::base::json::{self, Object};
use crate::base::limits;
use crate::{Code, Error, Result};

use super::compact;

/// Members by which a token would say with which key, or how, it is to be verified.
const REFUSED: [&str; 5] = ["b64", "jwk", "jku", "x5u", "x5c"];

/// [`limits::HEADER_BYTES`] as base64url: four characters hold three octets.
const HEADER_CHARS: usize = (limits::HEADER_BYTES * 4).div_ceil(3);

/// A protected header with an `alg` that the caller takes.
#[derive(Debug)]
pub(crate) struct Header<A> {
    #[cfg_attr(not(feature = "worker"), expect(dead_code, reason = "a JWS has one alg, and nothing further in its header"))]
    pub(crate) alg: A,
    pub(crate) kid: Option<String>,
    pub(crate) typ: Option<String>,
    #[cfg_attr(not(feature = "worker"), expect(dead_code, reason = "a JWS has one alg, and nothing further in its header"))]
    members: Object,
}

impl<A> Header<A> {
    /// Reads a header. `taken` maps the name of an algorithm to what the caller needs of it, and any other name to nothing.
    ///
    /// # Errors
    /// See the order of the checks at the top of this file.
    pub(crate) fn read(part: &str, taken: impl FnOnce(&str) -> Option<A>) -> Result<Self> {
        // 1. Form.
        if part.len() > HEADER_CHARS {
            return Err(Code::TokenTooLarge.into());
        }
        let members = json::object(&compact::octets(part)?).map_err(|_| Code::TokenMalformed)?;
        // 2. RFC 7515 §4.1.11: an extension that is not understood is a refusal. We understand none; an empty or doubled list is refused too.
        if members.contains_key("crit") {
            return Err(Code::CritUnsupported.into());
        }
        // 3. RFC 7515 §4.1.1, RFC 8725 §3.1.
        let alg = text(&members, "alg")?.ok_or(Error::at(Code::HeaderInvalid, "alg"))?;
        let alg = taken(alg).ok_or(Code::AlgNotAllowed)?;
        // 4. Members that must not be there, and the types of those that may.
        if let Some(name) = REFUSED.into_iter().find(|name| members.contains_key(*name)) {
            return Err(Error::at(Code::HeaderInvalid, name));
        }
        let kid = text(&members, "kid")?.map(ToOwned::to_owned);
        if kid.as_deref().is_some_and(|kid| kid.chars().count() > limits::KID_CHARS) {
            return Err(Error::at(Code::HeaderInvalid, "kid"));
        }
        let typ = text(&members, "typ")?.map(ToOwned::to_owned);
        text(&members, "cty")?;
        Ok(Self { alg, kid, typ, members })
    }

    /// A member of any type.
    #[cfg(feature = "worker")]
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// A member that may be absent.
    ///
    /// # Errors
    /// `header_invalid` where it is not a string.
    #[cfg(feature = "worker")]
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<&str>> {
        text(&self.members, name)
    }
}

fn text<'a>(members: &'a Object, name: &'static str) -> Result<Option<&'a str>> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::at(Code::HeaderInvalid, name)),
    }
}
