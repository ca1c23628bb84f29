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
use crate::jose::jwk::VerificationKeys;
use crate::provider;
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
    #[cfg(feature = "browser")]
    pub fn discovered(
        preset: &str,
        issuer: &str,
        exchange: Option<String>,
        status: u16,
        content_type: Option<String>,
        body: &[u8],
    ) -> Result<Provider, JsValue> {
        let preset =
            preset::named(preset).ok_or_else(|| thrown(Error::at(Code::InvalidSettings, "preset: expected franceconnect-plus or oidc")))?;
        let method = if exchange_of(preset, exchange).is_some() { "client_secret_post" } else { "none" };
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body };
        provider::Provider::discovered(preset, issuer, method, &answer).map(Self::from).map_err(thrown)
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

/// Whether providers of this preset encrypt; `undefined` where no preset has this name.
#[cfg(feature = "edge")]
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = presetEncrypts)]
pub fn preset_encrypts(name: &str) -> Option<bool> {
    preset::named(name).map(|preset| preset.encrypts)
}

/// The provider's public keys.
#[wasm_bindgen]
pub struct ProviderKeys(pub(crate) VerificationKeys);

#[wasm_bindgen]
impl ProviderKeys {
    /// Reads the key set.
    pub fn read(status: u16, content_type: Option<String>, body: &[u8]) -> Result<ProviderKeys, JsValue> {
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body };
        provider::Provider::read_jwks(&answer).map(Self).map_err(thrown)
    }
}
