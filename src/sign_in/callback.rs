//! The return from the provider: is it the answer to a login of ours?
//!
//! Comes in: the callback's query and the pending login of its state. Goes out: the authorization code, bound to that login, or the
//! provider's error. Never: a code whose login this browser did not start, or that came from another provider.

use alloc::string::String;
use alloc::vec::Vec;

use crate::base::error::{Code, Error, Result};
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::provider::Provider;
use crate::sign_in::pending::Pending;

/// A callback's parameters, unchecked. The state among them only names the pending login to look for.
pub struct Callback {
    parameters: Vec<(String, String)>,
    doubled: bool,
}

redacted_debug!(Callback);

/// An authorization code and the login that it answers.
#[derive(Debug)]
pub struct Grant {
    pub(crate) code: Secret,
    pub(crate) pending: Pending,
}

impl Callback {
    /// Reads the query (the part behind the `?`). Where a parameter came twice, the first is kept: its state names the login, which is used up
    /// before [`Callback::check`] refuses the callback.
    ///
    /// # Errors
    /// `callback_malformed` where it is oversized; `state_missing`.
    pub fn parse(query: &str) -> Result<Self> {
        let query = query.strip_prefix('?').unwrap_or(query);
        if query.len() > limits::CALLBACK_QUERY_BYTES {
            return Err(Error::at(Code::CallbackMalformed, "size"));
        }
        let mut callback = Self { parameters: Vec::new(), doubled: false };
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned().take(limits::CALLBACK_PARAMETERS.saturating_add(1)) {
            if callback.get(&name).is_some() {
                callback.doubled = true;
            } else {
                callback.parameters.push((name, value));
            }
        }
        if callback.parameters.len() > limits::CALLBACK_PARAMETERS {
            return Err(Error::at(Code::CallbackMalformed, "parameters"));
        }
        if callback.state().is_empty() {
            return Err(Code::StateMissing.into());
        }
        Ok(callback)
    }

    /// RFC 6749 §3.1: parameters must not be included more than once. Two readers could take different ones of the two (N60).
    ///
    /// # Errors
    /// `callback_malformed`.
    pub fn check_parameters(&self) -> Result<()> {
        if self.doubled { Err(Error::at(Code::CallbackMalformed, "parameters")) } else { Ok(()) }
    }

    /// The state, unchecked.
    #[must_use]
    pub fn state(&self) -> &str {
        self.get("state").unwrap_or_default()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Checks the callback against the login of its state, and uses that login up.
    ///
    /// # Errors
    /// `state_unknown`, `login_expired`, `callback_iss_missing`, `callback_iss_mismatch`, `callback_malformed`, or the provider's own:
    /// `access_denied`, `invalid_scope`, `invalid_request`, `invalid_acr`, `invalid_idp_hint`, `unsupported_response_type`, `server_error`,
    /// `temporarily_unavailable`, `provider_error`.
    pub fn check(self, pending: Pending, provider: &Provider, now: i64) -> Result<Grant> {
        // 1. Every parameter stands there once, and the state is this login's (RFC 6749 §10.12).
        self.check_parameters()?;
        if !pending.state.equals(self.state()) {
            return Err(Code::StateUnknown.into());
        }
        // 2. The login is young enough, and was made for this provider.
        if pending.is_expired(now) {
            return Err(Code::LoginExpired.into());
        }
        if pending.issuer != provider.issuer {
            return Err(Code::CallbackIssMismatch.into());
        }
        // 3. RFC 9207 §2.4: the answer says that it is this provider's. An error without `iss` is reported as the error it is: it
        //    brings nothing that could be sent to the wrong provider.
        match self.get("iss") {
            Some(iss) if iss != provider.issuer => return Err(Code::CallbackIssMismatch.into()),
            None if provider.sends_iss && self.get("error").is_none() => return Err(Code::CallbackIssMissing.into()),
            _ => {}
        }
        // 4. RFC 6749 §4.1.2: a code or an error, not both.
        match (self.get("code"), self.get("error")) {
            (Some(code), None) if is_code(code) => Ok(Grant { code: Secret::new(code), pending }),
            (None, Some(error)) => Err(provider_error(error).into()),
            _ => Err(Error::at(Code::CallbackMalformed, "code")),
        }
    }
}

impl Grant {
    /// Where the person wanted to go.
    #[must_use]
    pub fn return_to(&self) -> &str {
        self.pending.return_to()
    }
}

/// RFC 6749 appendix A.11: `code = 1*VSCHAR`.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.len() <= limits::CODE_CHARS && code.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// The OAuth errors that say something to us keep their name; all others, FranceConnect's legacy `Y…` and `E…` among them, do not.
pub(crate) fn provider_error(error: &str) -> Code {
    match error {
        "access_denied" => Code::AccessDenied,
        "invalid_scope" => Code::InvalidScope,
        "invalid_request" => Code::InvalidRequest,
        "invalid_acr" => Code::InvalidAcr,
        "invalid_idp_hint" => Code::InvalidIdpHint,
        "unsupported_response_type" => Code::UnsupportedResponseType,
        "server_error" => Code::ServerError,
        "temporarily_unavailable" => Code::TemporarilyUnavailable,
        _ => Code::ProviderError,
    }
}

#[cfg(test)]
pub(crate) mod tests;
