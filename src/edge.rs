//! The Worker's steps: the core's, with what a browser keeps for us in sealed cookies.
//!
//! Comes in: settings, a request's parts (query, `Cookie` header), the time, random bytes. Goes out: where to send the person, and
//! `Set-Cookie` lines. Never: HTTP itself; routes, methods and answers are the host's.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::callback::{Callback, Grant};
use crate::claims::{IdToken, Userinfo};
use crate::config::Provider;
use crate::config::settings::Settings;
use crate::cookies::{self, Cookies};
use crate::error::{Code, Result};
use crate::login::{self, Entropy, LoginOptions};
use crate::pending::Pending;
use crate::secret::Secret;
use crate::session::Session;
use crate::tokens::Tokens;
use crate::{limits, login_cookie, logout};

const SESSION: &str = "__Host-fc-session";
const LOGOUT: &str = "__Host-fc-logout";

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
}

impl core::fmt::Debug for Redirect {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Redirect(…)")
    }
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
    let login = login::begin(provider, &client, elsewhere(options, site), now, entropy)?;
    let cookies = login_cookie::keep(&login.pending, &settings.sealing_keys, &Cookies::parse(cookie_header), now, salt)?;
    Ok(Redirect { location: login.url, cookies })
}

/// A `return_to` among our own routes would sign the person in again and again.
fn elsewhere<'a>(options: LoginOptions<'a>, site: Site<'_>) -> LoginOptions<'a> {
    let is_ours = |path: &&str| path.strip_prefix(site.prefix).is_some_and(|rest| rest.starts_with('/'));
    LoginOptions { return_to: options.return_to.filter(|path| !is_ours(path)), ..options }
}

/// A person's return from the provider, with the login that it answers taken out of her browser.
pub struct Return {
    callback: Callback,
    pending: Result<Pending>,
    removal: String,
}

impl core::fmt::Debug for Return {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Return(…)")
    }
}

/// Reads a callback and takes its login.
///
/// # Errors
/// Those of [`Callback::parse`]: then there is no state, and no login to take.
pub fn callback(settings: &Settings, query: &str, cookie_header: &str) -> Result<Return> {
    let callback = Callback::parse(query)?;
    let (removal, pending) = login_cookie::take(callback.state(), &settings.sealing_keys, &Cookies::parse(cookie_header));
    Ok(Return { callback, pending, removal })
}

impl Return {
    /// The `Set-Cookie` line that uses the login up, whatever comes of it.
    #[must_use]
    pub fn removal(&self) -> &str {
        &self.removal
    }

    /// Checks the callback.
    ///
    /// # Errors
    /// `state_unknown`, `seal_broken`, and those of [`Callback::check`].
    pub fn check(self, provider: &Provider, now: i64) -> Result<Grant> {
        self.callback.check(self.pending?, provider, now)
    }
}

/// Opens a session: `Set-Cookie` lines that replace whatever session there was. `id` and `salt` are fresh randomness.
///
/// # Errors
/// `session_too_large`.
#[expect(clippy::too_many_arguments, reason = "a sans-IO step: what the host lends stands beside what was verified")]
pub fn open_session(
    settings: &Settings,
    provider: &Provider,
    tokens: &Tokens,
    id_token: &IdToken,
    userinfo: Userinfo,
    cookie_header: &str,
    now: i64,
    id: [u8; 16],
    salt: [u8; 24],
) -> Result<Vec<String>> {
    let session = Session::open(provider, &tokens.granted, id_token, userinfo, now, settings.session_seconds, id);
    let sealed = settings.sealing_keys.seal(SESSION, &session.store(), salt)?;
    cookies::set_split(SESSION, &sealed, settings.session_seconds, &Cookies::parse(cookie_header))
}

/// The session of a request.
///
/// # Errors
/// `no_session`, whatever is wrong: absent, expired, altered, sealed with a key that is gone, opened with another provider.
pub fn session(settings: &Settings, cookie_header: &str, now: i64) -> Result<Session> {
    let sealed = Cookies::parse(cookie_header).get_split(SESSION).ok_or(Code::NoSession)?;
    let text = settings.sealing_keys.open(SESSION, &sealed).map_err(|_| Code::NoSession)?;
    let session = Session::restore(&text, now)?;
    if session.issuer() == settings.issuer { Ok(session) } else { Err(Code::NoSession.into()) }
}

/// Ends the session here, and says where the provider ends its own; `/` where there is nothing to end, or no way to.
///
/// # Errors
/// `invalid_settings`.
pub fn logout(
    settings: &Settings,
    provider: Option<&Provider>,
    site: Site<'_>,
    cookie_header: &str,
    now: i64,
    state: [u8; 32],
) -> Result<Redirect> {
    let present = Cookies::parse(cookie_header);
    let mut lines = cookies::clear_split(SESSION, &present);
    let state = Secret::new(login::hex(&state));
    let client = settings.client(site.origin, site.prefix)?;
    let session = session(settings, cookie_header, now).ok();
    let url = provider.zip(session).and_then(|(provider, session)| logout::end_session_url(provider, &client, session.id_token(), &state));
    if url.is_some() {
        lines.push(cookies::set(LOGOUT, state.expose(), limits::LOGIN_SECONDS));
    }
    Ok(Redirect { location: url.unwrap_or_else(|| "/".to_string()), cookies: lines })
}

/// The return from the provider's end-session: the line that uses the sign-out up, and whether it was ours.
///
/// # Errors
/// In the second place: `logout_state_mismatch`.
pub fn logged_out(query: &str, cookie_header: &str) -> (String, Result<()>) {
    let expected = Cookies::parse(cookie_header).get(LOGOUT).map(Secret::new);
    (cookies::clear(LOGOUT), logout::returned(query, expected.as_ref()))
}

#[cfg(test)]
mod tests;
