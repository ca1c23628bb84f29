//! The provider, as its discovery document describes it (OpenID Connect Discovery 1.0).
//!
//! Comes in: the configured issuer, and the document found there. Goes out: the endpoints, checked. Never: an endpoint over plain
//! http, or a document of another issuer.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::Object;
use crate::base::{limits, url};
use crate::jose::SigningAlgorithm;
use crate::jose::jwk::VerificationKeys;
use crate::provider::client::NONE;
use crate::provider::preset::Preset;

/// A provider whose discovery document was read and checked.
#[derive(Clone, Debug)]
pub struct Provider {
    pub(crate) preset: &'static Preset,
    /// What it signs with for us.
    pub(crate) algorithm: SigningAlgorithm,
    /// How our client authenticates there, by the registered name.
    pub(crate) authentication_method: &'static str,
    /// Audiences that may stand beside us.
    pub(crate) trusted_audiences: Vec<String>,
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) userinfo_endpoint: Option<String>,
    pub(crate) jwks_uri: String,
    pub(crate) end_session_endpoint: Option<String>,
    pub(crate) sends_iss: bool,
}

/// What a client needs of its provider.
#[derive(Clone, Copy, Debug)]
pub struct Needs<'a> {
    /// The one algorithm that the provider is to sign with.
    pub algorithm: SigningAlgorithm,
    /// The methods by which the client can authenticate, the preferred one first ([`crate::provider::Authentication::methods`]).
    pub authentication: &'static [&'static str],
    /// Audiences that its tokens may name beside the client, with spaces between (OIDC Core §3.1.3.7 (3)).
    pub trusted_audiences: &'a str,
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
    /// Reads the answer to [`discovery_request`] (Discovery §4.2, §4.3).
    ///
    /// # Errors
    /// `provider_unavailable`, `discovery_not_found`, `discovery_malformed`, `discovery_issuer_mismatch`, `discovery_unsupported`.
    pub fn discovered(preset: &'static Preset, issuer: &str, needs: Needs<'_>, answer: &HttpAnswer<'_>) -> Result<Self> {
        if answer.is_unavailable() {
            return Err(Code::ProviderUnavailable.into());
        }
        // The usual cause is a wrong issuer: its host refuses, redirects, or answers every path with a page.
        if answer.status != 200 {
            return Err(Code::DiscoveryNotFound.into());
        }
        // §4.2 wants application/json. Files on a plain server come as anything; what is inside decides, and names its issuer.
        let document = answer.object(limits::DISCOVERY_BYTES).map_err(|error| error.under(Code::DiscoveryMalformed))?;

        // 1. §4.3: the issuer is, to the letter, the one that we asked for.
        if document.get("issuer").and_then(Value::as_str) != Some(issuer) {
            return Err(Code::DiscoveryIssuerMismatch.into());
        }
        // 2. §3: what we need is offered.
        require(&document, "response_types_supported", &["code"])?;
        require(&document, "id_token_signing_alg_values_supported", needs.algorithm.names())
            .map_err(|error| Error::at(error.code(), not_offered(needs.algorithm)))?;
        if preset.encrypts {
            require(&document, "id_token_encryption_alg_values_supported", &["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"])?;
            require(&document, "id_token_encryption_enc_values_supported", &["A256GCM"])?;
        }
        let authentication_method = first_listed(&document, "token_endpoint_auth_methods_supported", needs.authentication)?;
        if preset.sends_pkce {
            require_if_listed(&document, "code_challenge_methods_supported", "S256")?;
        }
        // 3. §3: the endpoints, each of them secure.
        let required = |name: &'static str| optional(&document, name)?.ok_or(Error::at(Code::DiscoveryMalformed, name));
        let userinfo_endpoint = optional(&document, "userinfo_endpoint")?;
        if preset.signs_userinfo && userinfo_endpoint.is_none() {
            // §3 leaves it optional. Where the identity comes from there, a sign-in without it would identify nobody.
            return Err(Error::at(Code::DiscoveryMalformed, "userinfo_endpoint"));
        }
        Ok(Self {
            preset,
            algorithm: needs.algorithm,
            authentication_method,
            trusted_audiences: needs.trusted_audiences.split(' ').filter(|audience| !audience.is_empty()).map(String::from).collect(),
            issuer: issuer.to_string(),
            authorization_endpoint: required("authorization_endpoint")?,
            token_endpoint: required("token_endpoint")?,
            userinfo_endpoint,
            jwks_uri: required("jwks_uri")?,
            end_session_endpoint: optional(&document, "end_session_endpoint")?,
            // RFC 9207 §3.
            sends_iss: document.get("authorization_response_iss_parameter_supported") == Some(&Value::Bool(true)),
        })
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Its preset.
    #[must_use]
    pub const fn preset(&self) -> &'static Preset {
        self.preset
    }

    /// Reads the answer to [`Provider::jwks_request`].
    ///
    /// # Errors
    /// `provider_unavailable`, `provider_answer_malformed`, `jwks_malformed`.
    pub fn read_jwks(&self, answer: &HttpAnswer<'_>) -> Result<VerificationKeys> {
        read_jwks(self.algorithm, answer)
    }

    /// Asks for the provider's key set.
    #[must_use]
    pub fn jwks_request(&self) -> HttpRequest {
        get(self.jwks_uri.clone(), limits::JWKS_BYTES)
    }
}

/// See [`Provider::read_jwks`].
pub(crate) fn read_jwks(algorithm: SigningAlgorithm, answer: &HttpAnswer<'_>) -> Result<VerificationKeys> {
    if answer.is_unavailable() {
        return Err(Code::ProviderUnavailable.into());
    }
    if answer.status != 200 {
        return Err(Error::at(Code::ProviderAnswerMalformed, "jwks: status"));
    }
    // RFC 7517 §8.5 names a media type of its own, and most providers say plain JSON: the content decides.
    VerificationKeys::parse_for(algorithm, answer.body)
}

/// An endpoint that may be absent (`null` says no more), but not insecure.
fn optional(document: &Object, name: &'static str) -> Result<Option<String>> {
    match document.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(endpoint)) if url::is_secure(endpoint) => Ok(Some(endpoint.clone())),
        Some(_) => Err(Error::at(Code::DiscoveryMalformed, name)),
    }
}

/// Demands that the list called `name` has one of `values`.
fn require(document: &Object, name: &'static str, values: &[&str]) -> Result<()> {
    let offered = document.get(name).and_then(Value::as_array);
    let offered = offered.is_some_and(|list| list.iter().filter_map(Value::as_str).any(|value| values.contains(&value)));
    if offered { Ok(()) } else { Err(Error::at(Code::DiscoveryUnsupported, name)) }
}

/// The same for a list that a provider may leave out (§3). What it offers then shows when it is asked.
fn require_if_listed(document: &Object, name: &'static str, value: &str) -> Result<()> {
    if document.contains_key(name) { require(document, name, &[value]) } else { Ok(()) }
}

/// The first of `values` that the list called `name` has; where a provider leaves that list out (§3), the first of all. A client without
/// credentials uses none of the methods that are listed, and many a provider that takes such clients does not name `none` among them.
fn first_listed(document: &Object, name: &'static str, values: &'static [&'static str]) -> Result<&'static str> {
    let listed = |value: &&&str| **value == NONE || require_if_listed(document, name, value).is_ok();
    values.iter().find(listed).copied().ok_or(Error::at(Code::DiscoveryUnsupported, name))
}

/// What to say of a provider that does not sign so.
const fn not_offered(algorithm: SigningAlgorithm) -> &'static str {
    match algorithm {
        SigningAlgorithm::Es256 => "id_token_signing_alg_values_supported: no ES256, the default of FC_SIGNING_ALG",
        SigningAlgorithm::Rs256 => "id_token_signing_alg_values_supported: no RS256, which FC_SIGNING_ALG names",
        SigningAlgorithm::Ps256 => "id_token_signing_alg_values_supported: no PS256, which FC_SIGNING_ALG names",
        SigningAlgorithm::EdDsa => "id_token_signing_alg_values_supported: no EdDSA or Ed25519, which FC_SIGNING_ALG names",
    }
}

#[cfg(test)]
pub(crate) mod tests;
