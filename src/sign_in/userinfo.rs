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

impl core::fmt::Debug for UserinfoAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Token(…)",
            Self::Plain(_) => "Plain(…)",
        })
    }
}

/// Asks for the claims; `None` where the provider has no userinfo endpoint. The verified ID token is asked for, because an access token
/// of somebody else's login must not be used.
#[must_use]
pub fn request(provider: &Provider, tokens: &Tokens, _verified: &IdToken) -> Option<HttpRequest> {
    request_with(provider, &tokens.access_token)
}

pub(crate) fn request_with(provider: &Provider, access_token: &Secret) -> Option<HttpRequest> {
    let accept = if provider.preset.userinfo_signed { "application/jwt" } else { "application/jwt, application/json" };
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
/// `provider_unavailable`, `grant_expired`, `userinfo_rejected`, `client_keys_unusable`, `provider_answer_malformed`, `token_too_large`, `token_not_signed`.
pub fn read(provider: &Provider, answer: &HttpAnswer<'_>) -> Result<UserinfoAnswer> {
    if answer.asks_for_patience() {
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
    if provider.preset.userinfo_signed {
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
mod tests {
    use super::*;
    use crate::provider::Preset;
    use crate::provider::discovery::tests::provider;
    use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
    use crate::testing::{id_token, tokens};

    fn read_as(preset: &'static Preset, status: u16, content_type: &str, body: &[u8]) -> Result<UserinfoAnswer> {
        read(&provider(preset), &HttpAnswer { status, content_type: Some(content_type), body })
    }

    #[test]
    fn the_access_token_goes_in_the_header_alone() {
        for (preset, accept) in [(&FRANCECONNECT_PLUS, "application/jwt"), (&OIDC, "application/jwt, application/json")] {
            let request = request(&provider(preset), &tokens(preset), &id_token(preset)).unwrap();
            assert_eq!((request.method, request.url.as_str(), request.body), ("GET", "https://fc.example/api/v2/userinfo", None));
            let expected = [("accept", accept.to_string()), ("authorization", "Bearer the-access-token".to_string())];
            assert_eq!(request.headers, expected);
            assert_eq!(request.answer_limit, limits::TOKEN_BYTES);
        }
        let mut without = provider(&OIDC);
        without.userinfo_endpoint = None;
        assert!(request(&without, &tokens(&OIDC), &id_token(&OIDC)).is_none());
    }

    #[test]
    fn n54_franceconnect_plus_must_sign_and_a_plain_provider_may() {
        assert!(matches!(read_as(&FRANCECONNECT_PLUS, 200, "application/jwt; charset=utf-8", b"a.b.c"), Ok(UserinfoAnswer::Token(_))));
        assert!(matches!(read_as(&OIDC, 200, "application/jwt", b"a.b.c"), Ok(UserinfoAnswer::Token(_))));
        assert!(matches!(read_as(&OIDC, 200, "application/json", b"{\"sub\":\"x\"}"), Ok(UserinfoAnswer::Plain(_))));
        assert_eq!(read_as(&FRANCECONNECT_PLUS, 200, "application/json", b"{\"sub\":\"x\"}").unwrap_err().code(), Code::TokenNotSigned);
    }

    #[test]
    fn other_answers_are_told_apart() {
        let code = |status, content_type, body: &[u8]| read_as(&OIDC, status, content_type, body).unwrap_err().code();
        assert_eq!(code(401, "application/json", b"{\"error\":\"invalid_token\"}"), Code::GrantExpired);
        assert_eq!(code(401, "text/html", b""), Code::GrantExpired);
        assert_eq!(code(400, "application/json", b"{\"error\":\"invalid_client_metadata\"}"), Code::ClientKeysUnusable);
        assert_eq!(code(400, "application/json", b"{\"error\":\"invalid_request\"}"), Code::ProviderAnswerMalformed);
        assert_eq!(code(403, "text/html", b""), Code::UserinfoRejected);
        assert_eq!(code(500, "application/jwt", b""), Code::ProviderUnavailable);
        assert_eq!(code(302, "application/jwt", b""), Code::ProviderAnswerMalformed);
        assert_eq!(code(429, "application/jwt", b""), Code::ProviderUnavailable);
        assert_eq!(code(200, "text/html", b"<p>"), Code::ProviderAnswerMalformed);
        assert_eq!(code(200, "application/jwt", b"\xff"), Code::TokenMalformed);
        assert_eq!(code(200, "application/jwt", &[b'a'; limits::TOKEN_BYTES + 1]), Code::TokenTooLarge);
        assert!(read_as(&OIDC, 200, "application/jwt", &[b'a'; limits::TOKEN_BYTES]).is_ok());
    }
}
