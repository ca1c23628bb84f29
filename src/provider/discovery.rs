//! The provider, as its discovery document describes it (OpenID Connect Discovery 1.0).
//!
//! Comes in: the issuer we were told, and the document found there. Goes out: the endpoints, checked. Never: an endpoint over plain
//! http, or a document of another issuer.

use alloc::string::{String, ToString};

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::Object;
use crate::base::{limits, url};
use crate::jose::jwk::VerificationKeys;
use crate::provider::preset::Preset;

/// A provider whose discovery document was read and checked.
#[derive(Clone, Debug)]
pub struct Provider {
    pub(crate) preset: &'static Preset,
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) userinfo_endpoint: Option<String>,
    pub(crate) jwks_uri: String,
    pub(crate) end_session_endpoint: Option<String>,
    pub(crate) revocation_endpoint: Option<String>,
    pub(crate) sends_iss: bool,
}

/// Asks for the discovery document of `issuer` (Discovery §4.1).
///
/// # Errors
/// `invalid_settings` where the issuer is not an https URL (http on the loopback) without query.
pub fn discovery_request(issuer: &str) -> Result<HttpRequest> {
    if !url::is_secure(issuer) || issuer.as_bytes().contains(&b'?') {
        return Err(Error::at(Code::InvalidSettings, "FC_ISSUER: expected an https URL (http on the loopback) without query or fragment"));
    }
    let base = issuer.strip_suffix('/').unwrap_or(issuer);
    Ok(get([base, "/.well-known/openid-configuration"].concat(), limits::DISCOVERY_BYTES))
}

fn get(url: String, answer_limit: usize) -> HttpRequest {
    HttpRequest { method: "GET", url, headers: [("accept", "application/json".to_string())].into(), body: None, answer_limit }
}

impl Provider {
    /// Reads the answer to [`discovery_request`] (Discovery §4.2, §4.3). `authentication_method` is the client's, by its name there.
    ///
    /// # Errors
    /// `provider_unavailable`, `discovery_not_found`, `discovery_malformed`, `discovery_issuer_mismatch`, `discovery_unsupported`.
    pub fn discovered(preset: &'static Preset, issuer: &str, authentication_method: &str, answer: &HttpAnswer<'_>) -> Result<Self> {
        if answer.asks_for_patience() {
            return Err(Code::ProviderUnavailable.into());
        }
        // Most often the issuer is wrong: then the host refuses, leads elsewhere, or has a page for whatever it is asked.
        if answer.status != 200 {
            return Err(Code::DiscoveryNotFound.into());
        }
        let document = answer.json(limits::DISCOVERY_BYTES).map_err(|error| error.under(Code::DiscoveryMalformed))?;

        // 1. §4.3: the issuer is, to the letter, the one that we asked for.
        if document.get("issuer").and_then(Value::as_str) != Some(issuer) {
            return Err(Code::DiscoveryIssuerMismatch.into());
        }
        // 2. §3: what we need is offered.
        require(&document, "response_types_supported", &["code"])?;
        require(&document, "id_token_signing_alg_values_supported", &["ES256"])?;
        if preset.encrypted {
            require(&document, "id_token_encryption_alg_values_supported", &["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"])?;
            require(&document, "id_token_encryption_enc_values_supported", &["A256GCM"])?;
        }
        require_if_said(&document, "token_endpoint_auth_methods_supported", authentication_method)?;
        if preset.pkce {
            require_if_said(&document, "code_challenge_methods_supported", "S256")?;
        }
        // 3. §3: the endpoints, each of them secure.
        let required = |name: &'static str| optional(&document, name)?.ok_or(Error::at(Code::DiscoveryMalformed, name));
        let userinfo_endpoint = optional(&document, "userinfo_endpoint")?;
        if preset.userinfo_signed && userinfo_endpoint.is_none() {
            // §3 leaves it optional; but where the identity comes from there, a sign-in without it would be one of nobody.
            return Err(Error::at(Code::DiscoveryMalformed, "userinfo_endpoint"));
        }
        Ok(Self {
            preset,
            issuer: issuer.to_string(),
            authorization_endpoint: required("authorization_endpoint")?,
            token_endpoint: required("token_endpoint")?,
            userinfo_endpoint,
            jwks_uri: required("jwks_uri")?,
            end_session_endpoint: optional(&document, "end_session_endpoint")?,
            revocation_endpoint: optional(&document, "revocation_endpoint")?,
            // RFC 9207 §3.
            sends_iss: document.get("authorization_response_iss_parameter_supported") == Some(&Value::Bool(true)),
        })
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The kind of provider that it is.
    #[must_use]
    pub const fn preset(&self) -> &'static Preset {
        self.preset
    }

    /// Reads the answer to [`Provider::jwks_request`].
    ///
    /// # Errors
    /// `provider_unavailable`, `provider_answer_malformed`, `jwks_malformed`.
    pub fn read_jwks(answer: &HttpAnswer<'_>) -> Result<VerificationKeys> {
        if answer.asks_for_patience() {
            return Err(Code::ProviderUnavailable.into());
        }
        if answer.status != 200 {
            return Err(Error::at(Code::ProviderAnswerMalformed, "jwks: status"));
        }
        // RFC 7517 §8.5 names a media type of its own, and most providers say plain JSON: the content decides.
        VerificationKeys::parse(answer.body)
    }

    /// Asks for the provider's key set.
    #[must_use]
    pub fn jwks_request(&self) -> HttpRequest {
        get(self.jwks_uri.clone(), limits::JWKS_BYTES)
    }
}

/// An endpoint that may be absent, but not insecure.
fn optional(document: &Object, name: &'static str) -> Result<Option<String>> {
    match document.get(name) {
        None => Ok(None),
        Some(Value::String(endpoint)) if url::is_secure(endpoint) => Ok(Some(endpoint.clone())),
        Some(_) => Err(Error::at(Code::DiscoveryMalformed, name)),
    }
}

/// One of `values` is in the list called `name`.
fn require(document: &Object, name: &'static str, values: &[&str]) -> Result<()> {
    let offered = document.get(name).and_then(Value::as_array);
    let offered = offered.is_some_and(|list| list.iter().filter_map(Value::as_str).any(|value| values.contains(&value)));
    if offered { Ok(()) } else { Err(Error::at(Code::DiscoveryUnsupported, name)) }
}

/// The same for a list that a plain provider may leave out; what it then offers shows when it is asked.
fn require_if_said(document: &Object, name: &'static str, value: &str) -> Result<()> {
    if document.contains_key(name) { require(document, name, &[value]) } else { Ok(()) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::jose::testing::{key, public_jwk, set};
    use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
    use serde_json::json;

    pub(crate) const ISSUER: &str = "https://fc.example/api/v2";

    pub(crate) fn document() -> Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://fc.example/api/v2/authorize",
            "token_endpoint": "https://fc.example/api/v2/token",
            "userinfo_endpoint": "https://fc.example/api/v2/userinfo",
            "jwks_uri": "https://fc.example/api/v2/jwks",
            "end_session_endpoint": "https://fc.example/api/v2/session/end",
            "revocation_endpoint": "https://fc.example/api/v2/token/revocation",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "id_token_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
            "id_token_encryption_enc_values_supported": ["A256GCM"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        })
    }

    pub(crate) fn read(preset: &'static Preset, document: &Value) -> Result<Provider> {
        let body = document.to_string();
        let answer = HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() };
        Provider::discovered(preset, ISSUER, "client_secret_post", &answer)
    }

    pub(crate) fn provider(preset: &'static Preset) -> Provider {
        read(preset, &document()).unwrap()
    }

    fn with(name: &str, value: Value) -> Value {
        let mut changed = document();
        changed[name] = value;
        changed
    }

    #[test]
    fn the_document_of_franceconnect_plus_is_taken() {
        let provider = provider(&FRANCECONNECT_PLUS);
        assert_eq!(provider.jwks_request().url, "https://fc.example/api/v2/jwks");
        assert!(provider.sends_iss);
        assert!(!read(&OIDC, &with("authorization_response_iss_parameter_supported", json!("true"))).unwrap().sends_iss);
    }

    #[test]
    fn it_is_asked_for_below_the_issuer() {
        assert_eq!(discovery_request(ISSUER).unwrap().url, "https://fc.example/api/v2/.well-known/openid-configuration");
        assert_eq!(discovery_request("https://a.example/").unwrap().url, "https://a.example/.well-known/openid-configuration");
        for issuer in ["http://fc.example", "https://fc.example/?x=y", "fc.example", ""] {
            assert_eq!(discovery_request(issuer).unwrap_err().code(), Code::InvalidSettings);
        }
    }

    #[test]
    fn n69_another_issuers_document_is_refused() {
        for issuer in [json!("https://fc.example/api/v2/"), json!("https://evil.example"), json!([ISSUER]), json!(null)] {
            assert_eq!(read(&OIDC, &with("issuer", issuer)).unwrap_err().code(), Code::DiscoveryIssuerMismatch);
        }
    }

    #[test]
    fn n69_insecure_or_absent_endpoints_are_refused() {
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            assert!(read(&OIDC, &with(name, json!("http://localhost:1/x"))).is_ok());
            for bad in [json!("http://fc.example/x"), json!(null), json!(1)] {
                assert_eq!(read(&OIDC, &with(name, bad)).unwrap_err(), Error::at(Code::DiscoveryMalformed, name));
            }
        }
        let mut without = document();
        without.as_object_mut().unwrap().remove("userinfo_endpoint");
        assert!(read(&OIDC, &without).unwrap().userinfo_endpoint.is_none());
        assert_eq!(read(&FRANCECONNECT_PLUS, &without).unwrap_err(), Error::at(Code::DiscoveryMalformed, "userinfo_endpoint"));
        assert_eq!(read(&OIDC, &with("userinfo_endpoint", json!("http://fc.example/x"))).unwrap_err().code(), Code::DiscoveryMalformed);
    }

    #[test]
    fn what_we_need_must_be_offered() {
        for (name, value) in [
            ("response_types_supported", json!(["id_token"])),
            ("id_token_signing_alg_values_supported", json!(["RS256"])),
            ("id_token_encryption_alg_values_supported", json!(["RSA1_5"])),
            ("id_token_encryption_enc_values_supported", json!(["A128GCM"])),
            ("token_endpoint_auth_methods_supported", json!(["client_secret_basic"])),
        ] {
            assert_eq!(read(&FRANCECONNECT_PLUS, &with(name, value)).unwrap_err(), Error::at(Code::DiscoveryUnsupported, name));
        }
        assert!(read(&FRANCECONNECT_PLUS, &with("code_challenge_methods_supported", json!(["plain"]))).is_ok());
        assert_eq!(
            read(&OIDC, &with("code_challenge_methods_supported", json!(["plain"]))).unwrap_err().code(),
            Code::DiscoveryUnsupported
        );
    }

    #[test]
    fn an_answer_that_is_no_document_is_refused() {
        let ask = |status, content_type, body: &[u8]| {
            let answer = HttpAnswer { status, content_type: Some(content_type), body };
            Provider::discovered(&OIDC, ISSUER, "none", &answer).unwrap_err().code()
        };
        assert_eq!(ask(503, "application/json", b"{}"), Code::ProviderUnavailable);
        for status in [301, 302, 308, 400, 401, 403, 404, 410] {
            assert_eq!(ask(status, "application/json", b"{}"), Code::DiscoveryNotFound, "{status}");
        }
        assert_eq!(ask(429, "application/json", b"{}"), Code::ProviderUnavailable);
        assert_eq!(ask(200, "text/html", b"<p>"), Code::DiscoveryMalformed);
        assert_eq!(ask(200, "application/json", b"[]"), Code::DiscoveryMalformed);
        assert_eq!(ask(200, "application/json", b"{}"), Code::DiscoveryIssuerMismatch);
        assert_eq!(ask(200, "application/json", &[b' '; limits::DISCOVERY_BYTES + 1]), Code::DiscoveryMalformed);
    }

    #[test]
    fn the_key_set_is_read_whatever_its_media_type() {
        let ask = |status, content_type, body: &[u8]| {
            Provider::read_jwks(&HttpAnswer { status, content_type, body }).map(|_| ()).map_err(|error| error.code())
        };
        let honest = set([public_jwk(&key(1))]);
        let honest = honest.as_bytes();
        for content_type in [Some("application/json"), Some("application/jwk-set+json"), None] {
            assert_eq!(ask(200, content_type, honest), Ok(()));
        }
        assert_eq!(ask(200, None, b"{\"keys\":[]}"), Err(Code::JwksMalformed));
        assert_eq!(ask(200, Some("text/html"), b"<p>"), Err(Code::JwksMalformed));
        assert_eq!(ask(200, None, b""), Err(Code::JwksMalformed));
        assert_eq!(ask(200, None, &[b' '; limits::JWKS_BYTES + 1]), Err(Code::JwksMalformed));
        assert_eq!(ask(500, None, honest), Err(Code::ProviderUnavailable));
        for status in [201, 302, 304, 404] {
            assert_eq!(ask(status, None, honest), Err(Code::ProviderAnswerMalformed), "{status}");
        }
    }

    #[test]
    fn requests_for_documents_are_bounded_gets() {
        let provider = provider(&FRANCECONNECT_PLUS);
        for (request, limit) in
            [(discovery_request(ISSUER).unwrap(), limits::DISCOVERY_BYTES), (provider.jwks_request(), limits::JWKS_BYTES)]
        {
            assert_eq!((request.method, request.body, request.answer_limit), ("GET", None, limit));
            assert_eq!(request.headers, [("accept", "application/json".to_string())]);
        }
        assert_eq!((provider.issuer(), provider.preset()), (ISSUER, &FRANCECONNECT_PLUS));
    }
}
