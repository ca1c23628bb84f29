//! The page's side of the browser-verified way, for JavaScript: the login, its callback, the verification, the sign-out.

use alloc::string::String;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::callback::Grant;
use super::convert::{self, Answer, from_js, thrown};
use super::host::{now, random, steady, whole_seconds};
use super::login::Wanted;
use super::provider::{Provider, ProviderKeys};
use super::tokens::{IdToken, SignedToken, Tokens, Userinfo};
use crate::base::error::{Code, Error};
use crate::base::json::Malformed;
use crate::base::secret::Secret;
use crate::identity::{Assurance, Identity};
use crate::page::exchange;
use crate::provider::client::ClientOptions;
use crate::provider::{Authentication, Client};
use crate::sign_in::callback::Callback;
use crate::sign_in::claims;
use crate::sign_in::login::{self, Entropy};
use crate::sign_in::logout::{self, Logout};
use crate::sign_in::pending::Pending;

/// The client, as a page configures it.
struct PageOptions {
    client_id: String,
    redirect_uri: String,
    post_logout_redirect_uri: Option<String>,
    scope: Option<String>,
    acr: Option<String>,
    amr: bool,
}

impl PageOptions {
    fn read(options: &JsValue) -> Result<Self, Malformed> {
        let mut fields = from_js(options)?;
        let read = Self {
            client_id: fields.text("clientId")?,
            redirect_uri: fields.text("redirectUri")?,
            post_logout_redirect_uri: fields.optional_text("postLogoutRedirectUri")?,
            scope: fields.optional_text("scope")?,
            acr: fields.optional_text("acr")?,
            amr: fields.optional_flag("amr")?.unwrap_or_default(),
        };
        fields.end()?;
        Ok(read)
    }
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
    pub fn new(provider: &Provider, #[wasm_bindgen(unchecked_param_type = "PageClient")] options: &JsValue) -> Result<Page, JsValue> {
        let invalid = Error::at(
            Code::InvalidSettings,
            "browserVerified(): expected clientId and redirectUri as texts, amr as true or false, and no option that is not known",
        );
        let options = PageOptions::read(options).map_err(|_| thrown(invalid))?;
        let client = Client::new(
            provider.0.preset(),
            ClientOptions {
                id: &options.client_id,
                redirect_uri: &options.redirect_uri,
                post_logout_redirect_uri: options.post_logout_redirect_uri.as_deref(),
                scope: options.scope.as_deref(),
                acr: options.acr.as_deref(),
                amr: options.amr,
            },
        );
        client.map(|client| Self { client }).map_err(thrown)
    }

    /// Starts a login: the URL to go to, and the text to keep under its state until the callback.
    #[wasm_bindgen(unchecked_return_type = "PageLogin")]
    pub fn login(
        &self,
        provider: &Provider,
        #[wasm_bindgen(unchecked_param_type = "LoginOptions")] wanted: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let wanted = Wanted::from_js(wanted)?;
        let entropy = Entropy::new([random()?, random()?, random()?]);
        let mut login = login::begin(&provider.0, &self.client, wanted.options(), now(), entropy).map_err(thrown)?;
        login.pending.steady = Some(steady());
        let pending = String::from_utf8(login.pending.store()).map_err(|_| thrown(Code::Internal.into()))?;
        convert::to_js(&PageLogin { url: login.url, state: login.pending.state(), pending })
    }
}

#[wasm_bindgen]
impl Page {
    /// Starts a sign-out: the URL to go to, and the state to keep where the person comes back. `undefined` where the provider has no
    /// such endpoint. `id_token` is that of [`Exchanged::verify`] or [`IdToken`].
    #[wasm_bindgen(unchecked_return_type = "PageLogout | undefined")]
    pub fn logout(&self, provider: &Provider, id_token: &str) -> Result<JsValue, JsValue> {
        let begun = logout::begin(&provider.0, &self.client, &Secret::new(id_token), &random()?);
        begun.map_or(Ok(JsValue::UNDEFINED), |Logout { url, state }| {
            convert::to_js(&PageLogout { url, state: state.as_ref().map(Secret::expose) })
        })
    }
}

/// Checks the return from the provider's end-session against the state that the page took out of its storage; throws
/// `logout_state_mismatch`.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = loggedOut)]
pub fn logged_out(query: &str, expected: Option<String>) -> Result<(), JsValue> {
    logout::returned(query, expected.map(Secret::new).as_ref()).map_err(thrown)
}

/// A sign-out for the page to go to.
#[derive(Serialize)]
struct PageLogout<'a> {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
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
    pending: Pending,
}

#[wasm_bindgen]
impl PageCallback {
    /// Reads the callback's query; `pending` is the text that was kept under its state, `undefined` where there was none.
    pub fn read(query: &str, pending: Option<String>) -> Result<PageCallback, JsValue> {
        let callback = Callback::parse(query).map_err(thrown)?;
        let pending = pending.ok_or(Code::StateUnknown.into()).and_then(|text| Pending::restore(text.as_bytes()));
        Ok(Self { callback, pending: pending.map_err(thrown)? })
    }

    /// Checks it, and gives the grant.
    pub fn check(mut self, provider: &Provider) -> Result<Grant, JsValue> {
        let now = now();
        self.pending.settle(now, steady());
        self.callback.check(self.pending, &provider.0, now).map(Grant).map_err(thrown)
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
        self.0.read_exchanged(&answer.as_core(), now()).map(Exchanged).map_err(thrown)
    }

    /// Places the login on the clock of the provider, which shows `date`, in seconds since the epoch.
    #[wasm_bindgen(js_name = moveTo)]
    pub fn move_to(&mut self, date: f64) {
        self.0.move_to(now(), whole_seconds(date));
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

    /// Verifies both tokens and gives who is signed in, with the ID token that a sign-out needs. `elapsed` seconds ago the Worker was asked.
    #[wasm_bindgen(unchecked_return_type = "{ identity: Identity; assurance: Assurance; idToken: string }")]
    pub fn verify(&self, keys: &ProviderKeys, provider: &Provider, elapsed: f64) -> Result<JsValue, JsValue> {
        let (identity, assurance, id_token) = self.0.verify(&keys.0, &provider.0, now(), whole_seconds(elapsed)).map_err(thrown)?;
        convert::to_js(&SignedIn { identity, assurance, id_token: id_token.jws().expose() })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SignedIn<'a> {
    identity: Identity,
    assurance: Assurance,
    id_token: &'a str,
}

#[wasm_bindgen]
impl SignedToken {
    /// Takes a token from a provider that does not encrypt.
    pub fn received(provider: &Provider, compact: &str) -> Result<SignedToken, JsValue> {
        claims::SignedToken::received(&provider.0, compact).map(Self).map_err(thrown)
    }
}

#[wasm_bindgen]
impl Tokens {
    /// Verifies the ID token; `told` is the time by the provider's clock, in seconds since the epoch, if it said so.
    #[wasm_bindgen(js_name = verifyAt)]
    pub fn verify_at(
        &self,
        id_token: &SignedToken,
        keys: &ProviderKeys,
        provider: &Provider,
        told: Option<f64>,
    ) -> Result<IdToken, JsValue> {
        let verified = claims::by_clock(told.map(whole_seconds), now(), |now| {
            claims::IdToken::verify(&id_token.0, &keys.0, &provider.0, &self.0, now)
        });
        verified.map(IdToken).map_err(thrown)
    }
}

#[wasm_bindgen]
impl Userinfo {
    /// Verifies a signed answer, likewise.
    #[wasm_bindgen(js_name = verifyAt)]
    pub fn verify_at(token: &SignedToken, keys: &ProviderKeys, id_token: &IdToken, told: Option<f64>) -> Result<Userinfo, JsValue> {
        let verified =
            claims::by_clock(told.map(whole_seconds), now(), |now| claims::Userinfo::verify(&token.0, &keys.0, &id_token.0, now));
        verified.map(Self).map_err(thrown)
    }
}
