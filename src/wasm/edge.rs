//! The Worker's steps, for JavaScript: see [`crate::worker`].

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::CryptoKey;
use zeroize::Zeroizing;

use super::convert::{self, thrown};
use super::host::{now, random};
use super::host_keys::HostKeys;
use super::login::Wanted;
use super::machine::{self, Machine};
use super::provider::Provider;
use crate::base::error::Code;
use crate::base::http::HttpAnswer;
use crate::jose::decryption_keys::PrivateKey;
use crate::jose::operation::Operation;
use crate::page::exchange;
use crate::sign_in::login::Entropy;
use crate::sign_in::return_to;
use crate::worker::cookies::Cookies;
use crate::worker::settings::{NAMES, Settings};
use crate::worker::{self, Change, Site, failure, session};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where to send the person, and what her browser is to keep or forget. */
export interface Redirect {
  /** A URL, or a path of our own origin. */
  readonly location: string;
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** What whoever deploys should know of it. */
  readonly remark?: string;
}

/** What a step changes, in the browser and in the store. */
export interface Change {
  /** `Set-Cookie` lines. */
  readonly cookies: string[];
  /** What the store is to keep, for so many seconds. */
  readonly write?: { readonly key: string; readonly value: string; readonly seconds: number };
  /** The key of the record that the store is to forget. */
  readonly remove?: string;
}

/** A session that was opened. */
export interface Opened {
  /** A path of our own origin. */
  readonly returnTo: string;
  readonly change: Change;
}

/** A session that was ended. */
export interface Ended {
  /** Where the provider ends its own session; `/` where there is nothing to end, or no way to. */
  readonly location: string;
  readonly change: Change;
}
"#;

/// The names of all settings, with spaces between.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = settingNames)]
pub fn setting_names() -> String {
    NAMES.into()
}

/// A Worker's settings and keys.
#[wasm_bindgen]
pub struct Edge {
    pub(super) settings: Settings,
    keys: HostKeys,
}

#[wasm_bindgen]
impl Edge {
    /// Reads the settings, each a text in an object. Our keys are left to be imported: see [`Edge::private_keys`].
    pub fn read(settings: Object) -> Result<Edge, JsValue> {
        let get = |name: &str| Reflect::get(&settings, &name.into()).ok().and_then(|value| value.as_string());
        Ok(Self { settings: Settings::read(get).map_err(thrown)?, keys: HostKeys::default() })
    }

    /// Our decryption keys for the host to import, once: each the JSON of its `index`, its `alg`, its `jwk` and its `publicJwk`.
    #[wasm_bindgen(js_name = privateKeys)]
    pub fn private_keys(&mut self) -> Vec<String> {
        let text = |key: PrivateKey| {
            let PrivateKey { index, alg, jwk, public_jwk } = key;
            let index = index.to_string();
            ["{\"index\":", &index, ",\"alg\":\"", alg.name(), "\",\"jwk\":", &jwk, ",\"publicJwk\":", &public_jwk, "}"].concat()
        };
        self.settings.take_private_keys().into_iter().map(text).collect()
    }

    /// Keeps an imported key under its index.
    pub fn keep(&mut self, index: usize, key: CryptoKey) {
        self.keys.keep(index, key);
    }

    /// Whether the provider encrypts what it sends us.
    #[wasm_bindgen(getter)]
    pub fn encrypts(&self) -> bool {
        self.settings.preset.encrypts
    }

    /// Reads the provider's discovery document.
    pub fn discovered(&self, status: u16, content_type: Option<String>, body: &[u8]) -> Result<Provider, JsValue> {
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body };
        worker::discovered(&self.settings, &answer).map(Provider::from).map_err(thrown)
    }

    /// The provider's issuer.
    #[wasm_bindgen(getter)]
    pub fn issuer(&self) -> String {
        self.settings.issuer().into()
    }

    /// A short name for what belongs to this client of this issuer.
    #[wasm_bindgen(getter)]
    pub fn namespace(&self) -> String {
        self.settings.namespace().tag().into()
    }

    /// What browsers call the service, where the settings say it.
    #[wasm_bindgen(getter, js_name = publicOrigin)]
    pub fn public_origin(&self) -> Option<String> {
        self.settings.public_origin().map(Into::into)
    }

    /// The `Set-Cookie` line that remembers, for some seconds, which error a login in this browser ended with.
    #[wasm_bindgen(js_name = rememberFailure)]
    pub fn remember_failure(&self, code: &str) -> String {
        failure::remember(self.settings.namespace(), Code::named(code).unwrap_or(Code::Internal))
    }

    /// The `Set-Cookie` line that forgets that error; `undefined` where none is remembered.
    #[wasm_bindgen(js_name = forgetFailure)]
    pub fn forget_failure(&self, cookies: &str) -> Option<String> {
        failure::forget(self.settings.namespace(), &Cookies::parse(cookies))
    }

    /// The code of the error that a login in this browser has just ended with.
    #[wasm_bindgen(js_name = recentFailure)]
    pub fn recent_failure(&self, cookies: &str) -> Option<String> {
        failure::recent(self.settings.namespace(), &Cookies::parse(cookies)).map(|code| code.as_str().into())
    }

    /// How the client may prove who it is, by its names in a discovery document, with spaces between.
    #[wasm_bindgen(getter, js_name = authenticationMethods)]
    pub fn authentication_methods(&self) -> String {
        self.settings.needs().authentication.join(" ")
    }

    /// What the provider is to sign with.
    #[wasm_bindgen(getter, js_name = signingAlg)]
    pub fn signing_alg(&self) -> String {
        self.settings.needs().algorithm.as_str().into()
    }

    /// Remarks for whoever deploys: settings that are valid, and unused or of less effect than they seem.
    pub fn remarks(&self) -> Vec<String> {
        self.settings.remarks().into_iter().map(String::from).collect()
    }

    /// Our public encryption keys, as FranceConnect+ fetches them.
    #[wasm_bindgen(js_name = publicKeys)]
    pub fn public_keys(&self) -> String {
        self.settings.public_jwks()
    }

    /// Seals a public document for a cache that others can write to.
    #[wasm_bindgen(js_name = sealDocument)]
    pub fn seal_document(&self, name: &str, text: &str) -> Result<String, JsValue> {
        worker::seal_document(&self.settings, name, text, random()?).map_err(thrown)
    }

    /// The document that was sealed under this name; throws `seal_broken`.
    #[wasm_bindgen(js_name = openDocument)]
    pub fn open_document(&self, name: &str, sealed: &str) -> Result<String, JsValue> {
        worker::open_document(&self.settings, name, sealed).map_err(thrown)
    }

    /// Starts a login.
    #[wasm_bindgen(unchecked_return_type = "Redirect")]
    pub fn login(
        &self,
        provider: &Provider,
        origin: &str,
        prefix: &str,
        #[wasm_bindgen(unchecked_param_type = "LoginOptions")] wanted: &JsValue,
        cookies: &str,
    ) -> Result<JsValue, JsValue> {
        let wanted = Wanted::from_js(wanted)?;
        let entropy = Entropy::new([random()?, random()?, random()?]);
        let site = Site { origin, prefix };
        let redirect = worker::login(&self.settings, &provider.0, site, wanted.options(), cookies, now(), entropy, random()?);
        convert::to_js(&redirect.map_err(thrown)?)
    }

    /// Reads a callback and takes its login out of the browser's cookies.
    pub fn callback(&self, query: &str, cookies: &str) -> Result<Return, JsValue> {
        worker::callback(&self.settings, query, cookies).map(Return).map_err(thrown)
    }

    /// Checks a return, and begins to sign its person in.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, provider: &Provider, returned: Return) -> Result<Machine, JsValue> {
        let machine = worker::sign_in(&self.settings, provider.0.clone(), returned.0, machine::lent()?).map_err(thrown)?;
        Ok(Machine::sign_in(machine, self.keys.clone()))
    }

    /// Begins to exchange a page's code.
    pub fn exchange(&self, provider: &Provider, request: PageRequest, origin: &str, prefix: &str) -> Result<Machine, JsValue> {
        let exchange = worker::exchange(&self.settings, provider.0.clone(), request.0, Site { origin, prefix }, machine::lent()?);
        exchange.map(|exchange| Machine::page_exchange(exchange, self.keys.clone())).map_err(thrown)
    }

    /// Milliseconds that the provider has for one answer.
    #[wasm_bindgen(getter, js_name = answerMilliseconds)]
    pub fn answer_milliseconds(&self) -> u32 {
        self.settings.answer_milliseconds()
    }

    /// Milliseconds that a whole sign-in may take once the person is back; `undefined` where the provider says nothing of it.
    #[wasm_bindgen(getter, js_name = grantMilliseconds)]
    pub fn grant_milliseconds(&self) -> Option<u32> {
        self.settings.grant_milliseconds()
    }

    /// The store that the settings name.
    #[wasm_bindgen(getter)]
    pub fn store(&self) -> String {
        self.settings.store().as_str().into()
    }

    /// The longest life of a session, in seconds from its opening.
    #[wasm_bindgen(getter, js_name = maxSeconds)]
    pub fn max_seconds(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most thirty days")]
        {
            self.settings.lifetime().max as f64
        }
    }

    /// Opens the session of a sign-in that is done: what browser and store are to keep and to forget, and where the person wanted to go.
    #[wasm_bindgen(js_name = openSession, unchecked_return_type = "Opened")]
    pub fn open_session(&self, done: &mut Machine, cookies: &str) -> Result<JsValue, JsValue> {
        let signed_in = done.take_signed_in()?;
        let return_to = signed_in.return_to().to_string();
        let change = worker::open_session(&self.settings, signed_in, cookies, now(), random()?, random()?).map_err(thrown)?;
        convert::to_js(&Opened { return_to, change })
    }

    /// The key of the record that belongs to a request; `undefined` where there is none to fetch.
    #[wasm_bindgen(js_name = recordKey)]
    pub fn record_key(&self, cookies: &str) -> Option<String> {
        worker::record_key(&self.settings, cookies)
    }

    /// The session of a request; throws `no_session`. `record` is what the store holds under its key.
    pub fn session(&self, cookies: &str, record: Option<String>) -> Result<Session, JsValue> {
        let session = worker::session(&self.settings, cookies, record.as_deref(), now()).map_err(thrown)?;
        Ok(Session { session, preset: self.settings.preset })
    }

    /// [`Session::json`] of a request's session where nothing else is to be done with it: sessions are in cookies, it reaches the levels of
    /// [`Edge::suffices`], and no renewal is due. `undefined` otherwise: [`Edge::session`] tells why.
    #[wasm_bindgen(js_name = sessionAtOnce)]
    pub fn session_at_once(&self, cookies: &str, demanded: Option<String>, registered: Option<String>) -> Option<String> {
        let session = worker::session_at_once(&self.settings, cookies, demanded.as_deref(), now())?;
        session.told(self.settings.preset, registered.as_deref()).ok()
    }

    /// What the host is to try where the version before sealed the session of a request: key (32 octets), IV (12), ciphertext and tag of
    /// AES-256-GCM, which authenticates the octet 2 besides. None where it did not, or where there is no session.
    pub fn former(&self, cookies: &str, record: Option<String>) -> Vec<Uint8Array> {
        let octets = |operation| {
            let Operation::Decrypt { key, iv, sealed, .. } = operation else { return Uint8Array::default() };
            let octets = Zeroizing::new([key.as_slice(), &iv, &sealed].concat());
            Uint8Array::from(octets.as_slice())
        };
        worker::former_session(&self.settings, cookies, record.as_deref()).into_iter().map(octets).collect()
    }

    /// The session whose text the host decrypted for [`Edge::former`]; throws `no_session`. Use renews it.
    #[wasm_bindgen(js_name = formerSession)]
    pub fn former_session(&self, text: Vec<u8>) -> Result<Session, JsValue> {
        let session = session::Session::restore_former(&Zeroizing::new(text), now()).map_err(thrown)?;
        Ok(Session { session, preset: self.settings.preset })
    }

    /// Whether the provider's preset knows a level, or with a set of levels all that are listed: a demand for another one is never met.
    #[wasm_bindgen(js_name = knowsAcr)]
    pub fn knows_acr(&self, acr: &str) -> bool {
        self.settings.preset.knows_acr(acr)
    }

    /// Whether a session reaches two levels: the one that this deployment demands today, and the one that this request `demanded`, if any.
    pub fn suffices(&self, session: &Session, demanded: Option<String>) -> bool {
        worker::suffices(&self.settings, &session.session, demanded.as_deref())
    }

    /// Under which key a store remembers that a person was signed out of all her sessions with this client.
    #[wasm_bindgen(js_name = subjectKey)]
    pub fn subject_key(&self, issuer: &str, sub: &str) -> String {
        worker::subject_key(&self.settings, issuer, sub)
    }

    /// The same key, for the person of a session.
    #[wasm_bindgen(js_name = subjectKeyOf)]
    pub fn subject_key_of(&self, session: &Session) -> String {
        worker::subject_key(&self.settings, session.session.issuer(), session.session.sub())
    }

    /// What use of the session changes; `undefined` where no renewal is due.
    #[wasm_bindgen(unchecked_return_type = "Change | undefined")]
    pub fn renew(&self, session: &Session, cookies: &str) -> Result<JsValue, JsValue> {
        // The host asks with every request.
        if !session.session.renewal_is_due(now(), self.settings.lifetime()) {
            return Ok(JsValue::UNDEFINED);
        }
        let change = worker::renew(&self.settings, &session.session, cookies, now(), random()?).map_err(thrown)?;
        change.map_or(Ok(JsValue::UNDEFINED), |change| convert::to_js(&change))
    }

    /// Ends a session here, and says where the provider ends its own.
    #[wasm_bindgen(unchecked_return_type = "Ended")]
    pub fn logout(&self, provider: &Provider, origin: &str, prefix: &str, cookies: &str, open: &Session) -> Result<JsValue, JsValue> {
        self.logout_at(Some(provider), Site { origin, prefix }, cookies, Some(&open.session))
    }

    /// Ends the session here, where none opens, or where the provider cannot be asked.
    #[wasm_bindgen(js_name = logoutHere, unchecked_return_type = "Ended")]
    pub fn logout_here(&self, origin: &str, prefix: &str, cookies: &str) -> Result<JsValue, JsValue> {
        self.logout_at(None, Site { origin, prefix }, cookies, None)
    }

    /// Reads the return from the provider's end-session.
    #[wasm_bindgen(js_name = loggedOut)]
    pub fn logged_out(&self, query: &str, cookies: &str) -> LoggedOut {
        let (removal, outcome) = worker::logged_out(&self.settings, query, cookies);
        LoggedOut { removal, outcome }
    }
}

impl Edge {
    fn logout_at(
        &self,
        provider: Option<&Provider>,
        site: Site<'_>,
        cookies: &str,
        session: Option<&session::Session>,
    ) -> Result<JsValue, JsValue> {
        let provider = provider.map(|provider| &*provider.0);
        let ended = worker::logout(&self.settings, provider, site, cookies, session, random()?);
        convert::to_js(&ended.map_err(thrown)?)
    }
}

/// A person's return from the provider.
#[wasm_bindgen]
pub struct Return(worker::Return);

#[wasm_bindgen]
impl Return {
    /// The `Set-Cookie` line that uses the login up.
    #[wasm_bindgen(getter)]
    pub fn removal(&self) -> String {
        self.0.removal().into()
    }

    /// The key under which a store, shared by all instances, remembers that this login was used.
    #[wasm_bindgen(getter, js_name = loginKey)]
    pub fn login_key(&self) -> String {
        self.0.login_key().into()
    }

    /// Where the person wanted to go; `undefined` where this browser keeps no such login.
    #[wasm_bindgen(getter, js_name = returnTo)]
    pub fn return_to(&self) -> Option<String> {
        self.0.return_to().map(Into::into)
    }
}

/// What a page asked to exchange.
#[wasm_bindgen]
pub struct PageRequest(exchange::PageRequest);

#[wasm_bindgen]
impl PageRequest {
    /// Reads the body of the page's request.
    pub fn parse(body: &[u8], origin: &str, prefix: &str) -> Result<PageRequest, JsValue> {
        exchange::PageRequest::parse(body, origin, prefix).map(Self).map_err(thrown)
    }
}

/// See [`Edge::open_session`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    return_to: String,
    change: Change,
}

/// A person's session.
#[wasm_bindgen]
pub struct Session {
    session: session::Session,
    preset: &'static crate::provider::Preset,
}

#[wasm_bindgen]
impl Session {
    /// Who is signed in, how surely, until when: the JSON of a `Session`. With the `registered` claims of a token, which are the JSON of an
    /// object: those, `sub`, and in `fc` the `Session` without `raw` and its end.
    pub fn json(&self, registered: Option<String>) -> Result<String, JsValue> {
        self.session.told(self.preset, registered.as_deref()).map_err(thrown)
    }

    /// Whether it was opened after that moment, in seconds since the epoch; `undefined`: there was none.
    pub fn outlives(&self, signed_out_at: Option<f64>) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "seconds since the epoch, written by this library")]
        self.session.outlives(signed_out_at.map(|seconds| seconds as i64))
    }
}

/// Where to go after a sign-in: `wanted` as a browser spells it; `undefined` where it is no page of ours.
#[allow(unreachable_pub, reason = "exported to JavaScript")]
#[wasm_bindgen(js_name = returnPath)]
pub fn return_path(wanted: &str, prefix: &str, error_path: &str) -> Option<String> {
    return_to::page(wanted, prefix, error_path)
}

/// The return from the provider's end-session.
#[wasm_bindgen]
pub struct LoggedOut {
    removal: String,
    outcome: crate::Result<()>,
}

#[wasm_bindgen]
impl LoggedOut {
    /// The `Set-Cookie` line that uses the sign-out up.
    #[wasm_bindgen(getter)]
    pub fn removal(&self) -> String {
        self.removal.clone()
    }

    /// Throws `logout_state_mismatch` where it was not ours.
    pub fn check(&self) -> Result<(), JsValue> {
        self.outcome.map_err(thrown)
    }
}
