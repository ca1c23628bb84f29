//! The page's side of the browser-verified way, for JavaScript: the login, its callback, the verification.

use alloc::string::String;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::callback::Grant;
use super::convert::{self, Answer, from_js, thrown};
use super::host::{now, random};
use super::login::Wanted;
use super::provider::{Provider, ProviderKeys};
use super::tokens::SignedToken;
use crate::callback::Callback;
use crate::claims;
use crate::config::client::ClientOptions;
use crate::config::{Authentication, Client};
use crate::error::{Code, Error};
use crate::exchange;
use crate::identity::{Assurance, Identity};
use crate::login::{self, Entropy};
use crate::pending::Pending;

/// The client, as a page configures it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageOptions {
    client_id: String,
    redirect_uri: String,
    scope: Option<String>,
    acr: Option<String>,
}

/// A page's client with one provider.
#[wasm_bindgen]
pub struct Page {
    client: Client,
}

#[wasm_bindgen]
impl Page {
    /// Checks the options against the provider's preset.
    #[wasm_bindgen(constructor)]
    pub fn new(provider: &Provider, #[wasm_bindgen(unchecked_param_type = "PageClient")] options: JsValue) -> Result<Page, JsValue> {
        let options: PageOptions = from_js(options, Error::at(Code::InvalidSettings, "clientId and redirectUri: expected texts"))?;
        let client = Client::new(
            provider.0.preset(),
            ClientOptions {
                id: &options.client_id,
                redirect_uri: &options.redirect_uri,
                post_logout_redirect_uri: None,
                scope: options.scope.as_deref(),
                acr: options.acr.as_deref(),
            },
        );
        client.map(|client| Self { client }).map_err(thrown)
    }

    /// Starts a login: the URL to go to, and the text to keep under its state until the callback.
    #[wasm_bindgen(unchecked_return_type = "PageLogin")]
    pub fn login(
        &self,
        provider: &Provider,
        #[wasm_bindgen(unchecked_param_type = "LoginOptions")] wanted: JsValue,
    ) -> Result<JsValue, JsValue> {
        let wanted: Wanted = from_js(wanted, Error::at(Code::LoginRequestInvalid, "options"))?;
        let entropy = Entropy::new([random()?, random()?, random()?]);
        let login = login::begin(&provider.0, &self.client, wanted.options(), now(), entropy).map_err(thrown)?;
        let pending = String::from_utf8(login.pending.store()).map_err(|_| thrown(Code::Internal.into()))?;
        convert::to_js(&PageLogin { url: login.url, state: login.pending.state(), pending })
    }
}

/// A login for the page to keep.
#[derive(Serialize)]
struct PageLogin<'a> {
    url: String,
    state: &'a str,
    pending: String,
}

/// A callback and the login that the page has taken out of its storage for it.
#[wasm_bindgen]
pub struct PageCallback {
    callback: Callback,
    pending: crate::Result<Pending>,
}

#[wasm_bindgen]
impl PageCallback {
    /// Reads the callback's query; `pending` is the text that was kept under its state, `undefined` where there was none.
    pub fn read(query: &str, pending: Option<String>) -> Result<PageCallback, JsValue> {
        let callback = Callback::parse(query).map_err(thrown)?;
        let pending = pending.ok_or(Code::StateUnknown.into()).and_then(|text| Pending::restore(text.as_bytes()));
        Ok(Self { callback, pending })
    }

    /// Checks it, and gives the grant.
    pub fn check(self, provider: &Provider) -> Result<Grant, JsValue> {
        let pending = self.pending.map_err(thrown)?;
        self.callback.check(pending, &provider.0, now()).map(Grant).map_err(thrown)
    }
}

#[wasm_bindgen]
impl Grant {
    /// Asks our Worker for the tokens.
    #[wasm_bindgen(js_name = exchangeRequest, unchecked_return_type = "HttpRequest")]
    pub fn exchange_request(&self, endpoint: &str) -> Result<JsValue, JsValue> {
        convert::request(&self.0.exchange_request(endpoint))
    }

    /// Reads our Worker's answer.
    #[wasm_bindgen(js_name = readExchanged)]
    pub fn read_exchanged(self, answer: &Answer) -> Result<Exchanged, JsValue> {
        self.0.read_exchanged(&answer.as_core()).map(Exchanged).map_err(thrown)
    }

    /// Asks the provider itself, which must allow browsers at its token endpoint; the code is bound by PKCE alone.
    #[wasm_bindgen(js_name = publicRequest, unchecked_return_type = "HttpRequest")]
    pub fn public_request(&self, provider: &Provider) -> Result<JsValue, JsValue> {
        convert::request(&self.0.request(&provider.0, &Authentication::Public, now(), random()?))
    }
}

/// What our Worker decrypted for us.
#[wasm_bindgen]
pub struct Exchanged(exchange::Exchanged);

#[wasm_bindgen]
impl Exchanged {
    /// Where the person wanted to go.
    #[wasm_bindgen(getter, js_name = returnTo)]
    pub fn return_to(&self) -> String {
        self.0.return_to().into()
    }

    /// Verifies both tokens and gives who is signed in.
    #[wasm_bindgen(unchecked_return_type = "{ identity: Identity; assurance: Assurance }")]
    pub fn verify(&self, keys: &ProviderKeys, provider: &Provider) -> Result<JsValue, JsValue> {
        let (identity, assurance) = self.0.verify(&keys.0, &provider.0, now()).map_err(thrown)?;
        convert::to_js(&SignedIn { identity, assurance })
    }
}

#[derive(Serialize)]
struct SignedIn {
    identity: Identity,
    assurance: Assurance,
}

#[wasm_bindgen]
impl SignedToken {
    /// Takes a token from a provider that does not encrypt.
    pub fn received(provider: &Provider, compact: &str) -> Result<SignedToken, JsValue> {
        claims::SignedToken::received(&provider.0, compact).map(Self).map_err(thrown)
    }
}
