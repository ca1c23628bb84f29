//! The code against tokens (RFC 6749 §4.1.3, OIDC Core §3.1.3): a request and the reading of its answer.
//!
//! Comes in: the grant that the callback gave. Goes out: the request; then access token, ID token as received, granted scope.
//! Never: a second exchange of one code. Reading the answer consumes the grant.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64ct::{Base64, Encoding as _};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::Object;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::{limits, url};
use crate::provider::client::SECRET_BASIC;
use crate::provider::{Authentication, Provider};
use crate::sign_in::callback::{Grant, provider_error};
use crate::sign_in::pending::Pending;

/// What the token endpoint gave. The ID token in it is neither decrypted nor verified.
#[derive(Debug)]
pub struct Tokens {
    pub(crate) access_token: Secret,
    pub(crate) id_token: Secret,
    pub(crate) granted: Scope,
    pub(crate) pending: Pending,
}

/// What the token endpoint is asked to exchange.
pub(crate) struct Redemption<'a> {
    pub(crate) code: &'a Secret,
    pub(crate) redirect_uri: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) verifier: Option<&'a Secret>,
}

/// What its answer holds.
pub(crate) struct Received {
    pub(crate) access_token: Secret,
    pub(crate) id_token: Secret,
    pub(crate) scope: Option<Scope>,
}

impl Grant {
    /// Asks for the tokens. `unique` is 16 fresh random bytes: the `jti` of a client assertion.
    #[must_use]
    pub fn request(&self, provider: &Provider, authentication: &Authentication, now: i64, unique: [u8; 16]) -> HttpRequest {
        let Pending { redirect_uri, client_id, verifier, .. } = &self.pending;
        Redemption { code: &self.code, redirect_uri, client_id, verifier: verifier.as_ref() }.request(provider, authentication, now, unique)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// `code_rejected`, `client_rejected`, `client_keys_unusable`, `provider_unavailable`, `provider_answer_malformed`,
    /// `scope_mismatch`, or an OAuth error by its own name.
    pub fn read(self, answer: &HttpAnswer<'_>) -> Result<Tokens> {
        let Received { access_token, id_token, scope } = read(answer)?;
        // RFC 6749 §5.1: an absent scope is the requested one. What was granted decides which claims are promised.
        let granted = scope.unwrap_or_else(|| self.pending.scope.clone());
        Ok(Tokens { access_token, id_token, granted, pending: self.pending })
    }
}

impl Redemption<'_> {
    pub(crate) fn request(&self, provider: &Provider, authentication: &Authentication, now: i64, unique: [u8; 16]) -> HttpRequest {
        let mut parameters: Vec<(&str, Cow<'_, str>)> = Vec::from([
            ("grant_type", "authorization_code".into()),
            ("code", self.code.expose().into()),
            ("redirect_uri", self.redirect_uri.into()),
        ]);
        let basic = cfg!(feature = "worker") && provider.authentication_method == SECRET_BASIC;
        if !basic {
            // §4.1.3: required where the request's header does not name the client.
            parameters.push(("client_id", self.client_id.into()));
        }
        if let Some(verifier) = self.verifier {
            parameters.push(("code_verifier", verifier.expose().into()));
        }
        let mut credentials = None;
        match authentication {
            Authentication::Public => {}
            Authentication::Secret(secret) if basic => credentials = Some(basic_credentials(self.client_id, secret)),
            Authentication::Secret(secret) => parameters.push(("client_secret", secret.expose().into())),
            #[cfg(feature = "worker")]
            Authentication::PrivateKey(key) => {
                parameters.push(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".into()));
                parameters.push(("client_assertion", assertion(provider, self.client_id, key, now, unique).into()));
            }
        }
        #[cfg(not(feature = "worker"))]
        let _ = (now, unique);
        let mut request = post(&provider.token_endpoint, &parameters, limits::TOKEN_ANSWER_BYTES);
        request.headers.extend(credentials.map(|credentials| ("authorization", credentials)));
        request
    }
}

/// RFC 6749 §2.3.1: identifier and secret, each form-encoded, then joined and in base64 (RFC 7617 §2), in its ordinary alphabet.
fn basic_credentials(client_id: &str, secret: &Secret) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let joined = Zeroizing::new([&encoded(client_id), ":", &encoded(secret.expose())].concat());
    ["Basic ", &Base64::encode_string(joined.as_bytes())].concat()
}

/// RFC 6749 §5, OIDC Core §3.1.3.3.
pub(crate) fn read(answer: &HttpAnswer<'_>) -> Result<Received> {
    if answer.is_unavailable() {
        return Err(Code::ProviderUnavailable.into());
    }
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let members = answer.json(limits::TOKEN_ANSWER_BYTES)?;
    // RFC 6749 §7.1: a token of a type that we do not know must not be used.
    if !text(&members, "token_type")?.eq_ignore_ascii_case("bearer") {
        return Err(Error::at(Code::ProviderAnswerMalformed, "token_type"));
    }
    let scope = granted_scope(&members)?;
    let access_token = text(&members, "access_token")?;
    // RFC 6749 appendix A.12: `access-token = 1*VSCHAR`. It goes into a header, so a line break in it must not pass.
    if !access_token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::at(Code::ProviderAnswerMalformed, "access_token"));
    }
    Ok(Received { access_token: Secret::new(access_token), id_token: Secret::new(text(&members, "id_token")?), scope })
}

impl Tokens {
    /// The ID token as received: a JWE where the preset says encrypted, else a JWS.
    #[must_use]
    pub fn id_token(&self) -> &str {
        self.id_token.expose()
    }

    /// Where the person wanted to go.
    #[must_use]
    pub fn return_to(&self) -> &str {
        self.pending.return_to()
    }
}

/// A form `POST` that expects JSON.
pub(crate) fn post(endpoint: &str, parameters: &[(&str, Cow<'_, str>)], answer_limit: usize) -> HttpRequest {
    HttpRequest {
        method: "POST",
        url: endpoint.to_string(),
        headers: Vec::from([("accept", "application/json".to_string()), ("content-type", "application/x-www-form-urlencoded".to_string())]),
        body: Some(url::form(parameters.iter().map(|(name, value)| (*name, value.as_ref())))),
        answer_limit,
    }
}

/// The scope that an answer says was granted; `None` where it says nothing, which means the requested one (RFC 6749 §5.1).
pub(crate) fn granted_scope(members: &Object) -> Result<Option<Scope>> {
    match members.get("scope") {
        // `null` is as good as nothing.
        None | Some(Value::Null) => Ok(None),
        Some(scope) => scope.as_str().and_then(Scope::granted).map(Some).ok_or(Code::ScopeMismatch.into()),
    }
}

fn text<'a>(members: &'a Object, name: &'static str) -> Result<&'a str> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).ok_or(Error::at(Code::ProviderAnswerMalformed, name))
}

/// RFC 6749 §5.2.
fn refusal(answer: &HttpAnswer<'_>) -> Error {
    let members = if matches!(answer.status, 400 | 401 | 403) { answer.json(limits::TOKEN_ANSWER_BYTES).ok() } else { None };
    match members.as_ref().and_then(|members| members.get("error")).and_then(Value::as_str) {
        Some("invalid_grant") => Code::CodeRejected.into(),
        Some("invalid_client" | "unauthorized_client") => Code::ClientRejected.into(),
        Some("invalid_client_metadata") => client_keys_unusable(),
        Some("unsupported_grant_type") => Error::at(Code::InvalidRequest, "grant_type"),
        Some(other) => provider_error(other).into(),
        None => Error::at(Code::ProviderAnswerMalformed, "status"),
    }
}

/// FranceConnect+ fetches our keys when it encrypts. Where that fails it answers with this error alone, so our own error says what to look at.
pub(crate) const fn client_keys_unusable() -> Error {
    Error::at(
        Code::ClientKeysUnusable,
        "the registered JWKS URL (/auth/jwks.json) must be on a host with a dot, reachable from the internet, and answer within 6 seconds with \
         status 200 and a JSON set of public keys, one of them for the registered algorithm and for encryption; one private or symmetric key \
         spoils it. After a failure it is not asked again for 60 seconds",
    )
}

/// RFC 7523 §3 and OIDC Core §9: lives one minute, for this issuer alone.
#[cfg(feature = "worker")]
fn assertion(
    provider: &Provider,
    client_id: &str,
    key: &crate::jose::signing_key::SigningKey,
    now: i64,
    unique: [u8; 16],
) -> alloc::string::String {
    let mut claims = Object::new();
    claims.insert("iss".into(), client_id.into());
    claims.insert("sub".into(), client_id.into());
    claims.insert("aud".into(), provider.issuer.as_str().into());
    claims.insert("jti".into(), crate::base::base64url::encode(&unique).into());
    claims.insert("iat".into(), now.into());
    claims.insert("exp".into(), now.saturating_add(limits::ASSERTION_SECONDS).into());
    crate::jose::jws::sign(None, claims, key)
}

#[cfg(test)]
pub(crate) mod tests;
