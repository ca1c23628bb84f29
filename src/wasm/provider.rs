//! Discovery and the provider's keys, for JavaScript.

use wasm_bindgen::prelude::*;

use super::convert::{self, Answer, thrown};
use crate::base::error::{Code, Error};
use crate::jose::jwk::VerificationKeys;
use crate::provider;
use crate::provider::preset;

/// A provider whose discovery document was read and checked.
#[wasm_bindgen]
pub struct Provider(pub(crate) provider::Provider);

/// Asks for the discovery document.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = discoveryRequest, unchecked_return_type = "HttpRequest")]
pub fn discovery_request(issuer: &str) -> Result<JsValue, JsValue> {
    convert::request(&provider::discovery::discovery_request(issuer).map_err(thrown)?)
}

#[wasm_bindgen]
impl Provider {
    /// Reads the discovery document.
    pub fn discovered(preset: &str, issuer: &str, authentication_method: &str, answer: &Answer) -> Result<Provider, JsValue> {
        let preset =
            preset::named(preset).ok_or_else(|| thrown(Error::at(Code::InvalidSettings, "preset: expected franceconnect-plus or oidc")))?;
        provider::Provider::discovered(preset, issuer, authentication_method, &answer.as_core()).map(Self).map_err(thrown)
    }

    /// Asks for its keys.
    #[wasm_bindgen(js_name = keysRequest, unchecked_return_type = "HttpRequest")]
    pub fn keys_request(&self) -> Result<JsValue, JsValue> {
        convert::request(&self.0.jwks_request())
    }
}

/// The provider's public keys.
#[wasm_bindgen]
pub struct ProviderKeys(pub(crate) VerificationKeys);

#[wasm_bindgen]
impl ProviderKeys {
    /// Reads the key set.
    pub fn read(answer: &Answer) -> Result<ProviderKeys, JsValue> {
        provider::Provider::read_jwks(&answer.as_core()).map(Self).map_err(thrown)
    }
}
