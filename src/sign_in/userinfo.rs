//! The userinfo endpoint (OIDC Core §5.3): a request and the reading of its answer.
//!
//! Comes in: the access token, once the ID token is verified. Goes out: the answer's token, or its plain claims where the preset takes
//! them. Never: claims that were demanded signed and came without a signature.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::Object;
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::provider::Provider;
use crate::sign_in::claims::IdToken;
use crate::sign_in::tokens::{self, Tokens};

/// What the userinfo endpoint gave, unverified.
pub enum UserinfoAnswer {
    /// A compact token: `application/jwt`.
    Token(String),
    /// Plain claims, vouched for by TLS alone.
    Plain(Object),
}

redacted_debug!(UserinfoAnswer: Token, Plain);

/// Asks for the claims; `None` where the provider has no userinfo endpoint. The ID token is a parameter only to
/// prove that it was verified before: the access token of an unverified login must not be used.
#[must_use]
pub fn request(provider: &Provider, tokens: &Tokens, _verified: &IdToken) -> Option<HttpRequest> {
    request_with(provider, &tokens.access_token)
}

pub(crate) fn request_with(provider: &Provider, access_token: &Secret) -> Option<HttpRequest> {
    let accept = if provider.preset.signs_userinfo { "application/jwt" } else { "application/jwt, application/json" };
    Some(HttpRequest {
        method: "GET",
        url: provider.userinfo_endpoint.clone()?,
        // RFC 6750 §2.1.
        headers: Vec::from([("accept", accept.to_string()), ("authorization", ["Bearer ", access_token.expose()].concat())]),
        body: None,
        answer_limit: limits::TOKEN_BYTES,
    })
}

/// Reads the answer.
///
/// # Errors
/// `provider_unavailable`, `grant_expired`, `userinfo_rejected`, `client_keys_unusable`, `provider_answer_malformed`, `token_too_large`,
/// `token_not_signed`.
pub fn read(provider: &Provider, answer: &HttpAnswer<'_>) -> Result<UserinfoAnswer> {
    if answer.is_unavailable() {
        return Err(Code::ProviderUnavailable.into());
    }
    match answer.status {
        200 => {}
        // RFC 6750 §3.1: the token has expired or was revoked. It is the one that was given for this sign-in a moment ago.
        401 => return Err(Code::GrantExpired.into()),
        403 => return Err(Code::UserinfoRejected.into()),
        _ => return Err(refusal(answer)),
    }
    if answer.is("application/jwt") {
        if answer.body.len() > limits::TOKEN_BYTES {
            return Err(Code::TokenTooLarge.into());
        }
        let token = core::str::from_utf8(answer.body).map_err(|_| Code::TokenMalformed)?;
        return Ok(UserinfoAnswer::Token(token.to_string()));
    }
    let claims = answer.json(limits::TOKEN_BYTES)?;
    if provider.preset.signs_userinfo {
        return Err(Code::TokenNotSigned.into());
    }
    Ok(UserinfoAnswer::Plain(claims))
}

fn refusal(answer: &HttpAnswer<'_>) -> Error {
    let members = answer.json(limits::TOKEN_ANSWER_BYTES).ok();
    match members.as_ref().and_then(|members| members.get("error")).and_then(Value::as_str) {
        Some("invalid_client_metadata") => tokens::client_keys_unusable(),
        _ => Error::at(Code::ProviderAnswerMalformed, "userinfo: status"),
    }
}

#[cfg(test)]
mod tests;
