//! Discovery and the provider's keys, for JavaScript.

use alloc::string::String;
use alloc::sync::Arc;

use wasm_bindgen::prelude::*;

use super::convert::{self, thrown};
#[cfg(feature = "browser")]
use super::page::exchange_of;
#[cfg(feature = "browser")]
use crate::base::error::{Code, Error};
use crate::base::http::HttpAnswer;
use crate::jose::SigningAlgorithm;
use crate::jose::jwk::VerificationKeys;
use crate::provider;
#[cfg(feature = "browser")]
use crate::provider::discovery::Needs;
use crate::provider::preset;

/// A provider whose discovery document was read and checked.
#[wasm_bindgen]
pub struct Provider(pub(crate) Arc<provider::Provider>);

/// The request for the discovery document.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = discoveryRequest, unchecked_return_type = "HttpRequest")]
pub fn discovery_request(issuer: &str) -> Result<JsValue, JsValue> {
    convert::request(&provider::discovery::discovery_request(issuer).map_err(thrown)?)
}

#[wasm_bindgen]
impl Provider {
    /// Reads the discovery document. `exchange` is the address of our Worker's exchange, where one is set: the Worker has the client's credentials.
    /// `signing_alg` is what the provider is to sign with; ES256 where it is not set. `trusted_audiences` may stand beside us.
    #[cfg(feature = "browser")]
    #[expect(clippy::too_many_arguments, reason = "options of the page, and the parts of an answer, as JavaScript hands them over")]
    pub fn discovered(
        preset: &str,
        issuer: &str,
        exchange: Option<String>,
        signing_alg: Option<String>,
        trusted_audiences: Option<String>,
        status: u16,
        content_type: Option<String>,
        body: &[u8],
    ) -> Result<Provider, JsValue> {
        let preset =
            preset::named(preset).ok_or_else(|| thrown(Error::at(Code::InvalidSettings, "preset: expected franceconnect-plus or oidc")))?;
        let algorithm = algorithm(signing_alg).filter(|algorithm| preset.signing_algorithms.contains(algorithm)).ok_or_else(|| {
            thrown(Error::at(
                Code::InvalidSettings,
                "signingAlg: expected ES256, or RS256, PS256 or EdDSA where providers of the preset sign so",
            ))
        })?;
        // A Worker authenticates as it was told to; a page has nothing to do it with.
        let authentication: &[_] = if exchange_of(preset, exchange).is_some() { preset.authentication_methods } else { &["none"] };
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body };
        provider::Provider::discovered(
            preset,
            issuer,
            Needs { algorithm, authentication, trusted_audiences: trusted_audiences.as_deref().unwrap_or_default() },
            &answer,
        )
        .map(Self::from)
        .map_err(thrown)
    }

    /// The request for the provider's key set.
    #[wasm_bindgen(js_name = keysRequest, unchecked_return_type = "HttpRequest")]
    pub fn keys_request(&self) -> Result<JsValue, JsValue> {
        convert::request(&self.0.jwks_request())
    }
}

impl From<provider::Provider> for Provider {
    fn from(provider: provider::Provider) -> Self {
        Self(Arc::new(provider))
    }
}

/// The issuer of the environment that a preset stands for, empty where it stands for none; `undefined` where no preset has this name.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = presetIssuer)]
pub fn preset_issuer(name: &str) -> Option<String> {
    Some(preset::named(name)?.issuer.unwrap_or_default().into())
}

/// The provider's public keys.
#[wasm_bindgen]
pub struct ProviderKeys(pub(crate) VerificationKeys);

#[wasm_bindgen]
impl ProviderKeys {
    /// Reads the key set, for `signing_alg`: what the provider is to sign with, ES256 where it is not set.
    pub fn read(status: u16, content_type: Option<String>, body: &[u8], signing_alg: Option<String>) -> Result<ProviderKeys, JsValue> {
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body };
        let algorithm = algorithm(signing_alg).unwrap_or(SigningAlgorithm::Es256);
        provider::discovery::read_jwks(algorithm, &answer).map(Self).map_err(thrown)
    }
}

/// The algorithm that was set; ES256 where none was.
fn algorithm(set: Option<String>) -> Option<SigningAlgorithm> {
    set.map_or(Some(SigningAlgorithm::Es256), |name| SigningAlgorithm::named(&name))
}
