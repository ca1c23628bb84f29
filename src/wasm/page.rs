//! The page's side of the browser-verified way, for JavaScript: the login, its callback, the verification, the sign-out.

use alloc::string::String;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::{self, from_js, thrown};
use super::host::{now, random, steady};
use super::login::Wanted;
use super::machine::{self, Machine};
use super::provider::Provider;
use crate::base::error::{Code, Error};
use crate::base::json::Malformed;
use crate::base::secret::Secret;
use crate::identity::{Agent, Assurance, Identity, Person};
use crate::page::page_half::PageSignIn;
use crate::provider::client::ClientOptions;
use crate::provider::{Authentication, Client, Preset};
use crate::sign_in::callback::Callback;
use crate::sign_in::login::{self, Entropy};
use crate::sign_in::logout::{self, Logout};
use crate::sign_in::machine::SignIn;
use crate::sign_in::pending::Pending;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Agent } from "../shared/agent.js";
import type { Assurance, Identity } from "../shared/identity.js";

/** A client that a page is. */
export interface PageClient {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly postLogoutRedirectUri?: string | undefined;
  readonly scope?: string | undefined;
  readonly acr?: string | undefined;
  readonly amr?: boolean | undefined;
}

/** A login that was begun: where to go, and what to keep under which name. */
export interface PageLogin {
  readonly url: string;
  readonly state: string;
  readonly pending: string;
}

/** A sign-out that was begun, likewise; without a state where the person does not come back. */
export interface PageLogout {
  readonly url: string;
  readonly state?: string;
}

/** Who is signed in. */
export interface PageSignedIn {
  readonly identity: Identity;
  readonly agent?: Agent;
  readonly assurance: Assurance;
  /** A path of our own origin. */
  readonly returnTo: string;
  readonly idToken: string;
}
"#;

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
    /// such endpoint. `id_token` is that of a `PageSignedIn`.
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

    /// Checks the callback and begins the sign-in. With `exchange`, our Worker at that address swaps the code and decrypts. Without it, the page
    /// asks the provider itself, which must take pages as clients.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(mut self, provider: &Provider, exchange: Option<String>) -> Result<Machine, JsValue> {
        let lent = machine::lent()?;
        self.pending.settle(lent.now, lent.steady);
        let grant = self.callback.check(self.pending, &provider.0, lent.now).map_err(thrown)?;
        let provider = provider.0.clone();
        Ok(match exchange_of(provider.preset(), exchange) {
            Some(exchange) => Machine::page_sign_in(PageSignIn::new(provider, grant, &exchange)),
            None => Machine::sign_in(SignIn::on_device(provider, grant, &Authentication::Public, lent)),
        })
    }
}

/// The address of our Worker's exchange: the one that was set, else the default. A provider that takes pages as clients needs none.
pub(super) fn exchange_of(preset: &Preset, set: Option<String>) -> Option<String> {
    set.or_else(|| (!preset.takes_public_clients()).then(|| "/auth/exchange".into()))
}

#[wasm_bindgen]
impl Machine {
    /// Takes out who is signed in, once nothing more is asked for, with the ID token that a sign-out needs.
    #[wasm_bindgen(js_name = signedIn, unchecked_return_type = "PageSignedIn")]
    pub fn signed_in(&mut self) -> Result<JsValue, JsValue> {
        let signed_in = self.take_signed_in()?;
        let (identity, agent) = match signed_in.person() {
            Person::Identity(identity) => (Some(identity), None),
            Person::Agent(agent) => (None, Some(agent)),
        };
        convert::to_js(&PageSignedIn {
            identity,
            agent,
            assurance: signed_in.assurance(),
            return_to: signed_in.return_to(),
            id_token: signed_in.id_token().expose(),
        })
    }
}

/// See [`Machine::signed_in`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageSignedIn<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<Agent>,
    assurance: Assurance,
    return_to: &'a str,
    id_token: &'a str,
}
