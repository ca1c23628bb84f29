//! The Worker's steps: the core's, with what a browser keeps for us in sealed cookies.
//!
//! Comes in: settings, a request's parts (query, `Cookie` header), the time, random bytes. Goes out: where to send the person, and
//! `Set-Cookie` lines. Never: HTTP itself; routes, methods and answers are the host's.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::Serialize;

pub mod cookies;
pub mod failure;
pub mod login_cookie;
pub mod namespace;
pub mod record;
pub mod seal;
pub mod session;
mod sessions;
pub mod settings;

pub use sessions::{
    Change, Ended, Record, former_session, logged_out, logout, open_session, record_key, renew, session, session_at_once, subject_key,
    suffices,
};

use crate::base::error::{Code, Result};
use crate::base::http::HttpAnswer;
use crate::base::redacted::redacted_debug;
use crate::page::exchange::PageRequest;
use crate::page::worker_half::PageExchange;
use crate::provider::Provider;
use crate::sign_in::callback::{Callback, Grant};
use crate::sign_in::login::{self, Entropy, LoginOptions};
use crate::sign_in::machine::{Lent, SignIn};
use crate::sign_in::pending::Pending;
use crate::sign_in::return_to;
use crate::worker::cookies::Cookies;
use crate::worker::settings::Settings;

/// Where our routes lie: the request's origin, and the prefix (`/auth`).
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Scheme, host and port.
    pub origin: &'a str,
    /// The path before the routes.
    pub prefix: &'a str,
}

/// Where to send the person, and what her browser is to keep or forget.
#[derive(Serialize)]
pub struct Redirect {
    /// A URL, or a path of our own origin.
    pub location: String,
    /// `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// What whoever deploys should know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<&'static str>,
}

redacted_debug!(Redirect);

/// Reads the provider's discovery document ([`crate::provider::discovery::discovery_request`] asks for it).
///
/// # Errors
/// Those of [`Provider::discovered`].
pub fn discovered(settings: &Settings, answer: &HttpAnswer<'_>) -> Result<Provider> {
    Provider::discovered(settings.preset, settings.issuer(), settings.needs(), answer)
}

/// Starts a login.
///
/// # Errors
/// Those of [`login::begin`].
#[expect(clippy::too_many_arguments, reason = "a sans-IO step: what the host lends stands beside what the person wants")]
pub fn login(
    settings: &Settings,
    provider: &Provider,
    site: Site<'_>,
    options: LoginOptions<'_>,
    cookie_header: &str,
    now: i64,
    entropy: Entropy,
    salt: [u8; 24],
) -> Result<Redirect> {
    let client = settings.client(site.origin, site.prefix)?;
    let return_to = options.return_to.and_then(|wanted| return_to::page(wanted, site.prefix, "/"));
    let options = LoginOptions { return_to: return_to.as_deref(), ..options };
    let mut login = login::begin(provider, &client, options, now, entropy)?;
    // A browser drops a cookie that is too large and reports nothing. The login would be lost with it.
    if !login_cookie::fits(&login.pending, &settings.sealing_keys) {
        login.pending.return_to = String::from("/");
    }
    let cookies = login_cookie::keep(&login.pending, &settings.sealing_keys, &Cookies::parse(cookie_header), now, salt)?;
    Ok(Redirect { location: login.url, cookies, remark: client.remark(&provider.issuer) })
}

/// A person's return from the provider, with the login that it answers taken out of her browser.
pub struct Return {
    callback: Callback,
    pending: Result<Pending>,
    removal: String,
    login_key: String,
}

redacted_debug!(Return);

/// Reads a callback and takes its login.
///
/// # Errors
/// Those of [`Callback::parse`]: then there is no state, and no login to take.
pub fn callback(settings: &Settings, query: &str, cookie_header: &str) -> Result<Return> {
    let callback = Callback::parse(query)?;
    let (removal, pending) = login_cookie::take(callback.state(), &settings.sealing_keys, &Cookies::parse(cookie_header));
    let login_key = record::login_key(settings.namespace(), callback.state());
    Ok(Return { callback, pending, removal, login_key })
}

impl Return {
    /// The `Set-Cookie` line that uses the login up, whatever comes of it.
    #[must_use]
    pub fn removal(&self) -> &str {
        &self.removal
    }

    /// The key under which a store, shared by all instances, remembers that this login was used.
    #[must_use]
    pub fn login_key(&self) -> &str {
        &self.login_key
    }

    /// Where the person wanted to go: a path of our own origin; `None` where this browser keeps no such login.
    #[must_use]
    pub fn return_to(&self) -> Option<&str> {
        self.pending.as_ref().ok().map(Pending::return_to)
    }

    /// Checks the callback.
    ///
    /// # Errors
    /// `state_unknown`, `seal_broken`, and those of [`Callback::check`].
    pub fn check(self, provider: &Provider, now: i64) -> Result<Grant> {
        self.callback.check(self.pending?, provider, now)
    }
}

/// Begins to sign a person in who has returned.
///
/// # Errors
/// Those of [`Return::check`].
pub fn sign_in(settings: &Settings, provider: Arc<Provider>, returned: Return, lent: Lent) -> Result<SignIn> {
    let grant = returned.check(&provider, lent.now)?;
    Ok(SignIn::new(provider, settings.our_keys(), grant, settings.authentication(), lent))
}

/// Begins to exchange the code of a page that verifies by itself.
///
/// # Errors
/// `invalid_settings`.
pub fn exchange(settings: &Settings, provider: Arc<Provider>, request: PageRequest, site: Site<'_>, lent: Lent) -> Result<PageExchange> {
    let client = settings.client(site.origin, site.prefix)?;
    Ok(PageExchange::new(provider, settings.our_keys(), request, &client, settings.authentication(), lent))
}

/// Seals a public document of the provider's for a cache that others can write to. It is no secret, but whoever planted keys there could
/// sign anybody in. `salt` is fresh randomness.
///
/// # Errors
/// Those of [`crate::worker::seal::SealingKeys::seal`].
pub fn seal_document(settings: &Settings, name: &str, text: &str, salt: [u8; 24]) -> Result<String> {
    settings.sealing_keys.seal(&document_purpose(name), text.as_bytes(), salt)
}

/// The document that [`seal_document`] sealed under this name, for this client of this issuer.
///
/// # Errors
/// `seal_broken`.
pub fn open_document(settings: &Settings, name: &str, sealed: &str) -> Result<String> {
    let text = settings.sealing_keys.open(&document_purpose(name), sealed)?;
    core::str::from_utf8(&text).map(String::from).map_err(|_| Code::SealBroken.into())
}

fn document_purpose(name: &str) -> String {
    ["document ", name].concat()
}

#[cfg(test)]
mod tests;
