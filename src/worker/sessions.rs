//! The Worker's sessions: opened, read, renewed, ended; in cookies, or in a store on the server.
//!
//! Comes in: verified claims, or a request's `Cookie` header and what the store holds. Goes out: a session; what the browser and the
//! store are to keep and to forget. Never: I/O. The host reads and writes the store under the keys that it is told.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use super::Site;
use crate::base::error::{Code, Result};
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::jose::operation::Operation;
use crate::provider::Provider;
use crate::sign_in::logout;
use crate::sign_in::machine::SignedIn;
use crate::worker::cookies::{self, Cookies};
use crate::worker::record::{self, Ticket};
use crate::worker::session::Session;
use crate::worker::settings::{SessionStore, Settings};

fn session_cookie(settings: &Settings) -> String {
    settings.namespace().cookie("session")
}

fn logout_cookie(settings: &Settings) -> String {
    settings.namespace().cookie("logout")
}

/// What a step changes, in the browser and in the store.
#[derive(Default, Serialize)]
pub struct Change {
    /// `Set-Cookie` lines.
    pub cookies: Vec<String>,
    /// What the store is to keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write: Option<Record>,
    /// The key of the record that the store is to forget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove: Option<String>,
}

redacted_debug!(Change);

/// A sealed session for the store.
#[derive(Serialize)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Seconds to keep it.
    pub seconds: i64,
}

redacted_debug!(Record);

/// Opens a session, which takes the place of whatever session there was. `ticket` and `salt` are fresh randomness.
///
/// # Errors
/// `session_too_large`.
pub fn open_session(
    settings: &Settings,
    signed_in: SignedIn,
    cookie_header: &str,
    now: i64,
    ticket: [u8; 32],
    salt: [u8; 24],
) -> Result<Change> {
    let present = Cookies::parse(cookie_header);
    let session = Session::open(&signed_in, now, settings.lifetime);
    match settings.store() {
        SessionStore::Cookie => in_cookies(settings, &session, &present, now, salt),
        SessionStore::Server(_) => {
            let earlier = held_key(settings, &present);
            let ticket = Ticket::new(ticket);
            let cookies = cookies::set_split(&session_cookie(settings), ticket.text().expose(), settings.lifetime.max, &present)?;
            let key = ticket.key(settings.namespace());
            Ok(Change { cookies, write: Some(sealed_record(settings, &session, key, now, salt)?), remove: earlier })
        }
    }
}

/// The key of the record that belongs to a request; `None` where sessions are in cookies, or the request has none.
#[must_use]
pub fn record_key(settings: &Settings, cookie_header: &str) -> Option<String> {
    match settings.store() {
        SessionStore::Cookie => None,
        SessionStore::Server(_) => held_key(settings, &Cookies::parse(cookie_header)),
    }
}

/// The session of a request. `record` is what the store holds under [`record_key`].
///
/// # Errors
/// `no_session`, whatever is wrong: absent, expired, altered, sealed with a key that is gone, opened for another client or with another
/// provider (N71).
pub fn session(settings: &Settings, cookie_header: &str, record: Option<&str>, now: i64) -> Result<Session> {
    let (purpose, sealed) = sealed(settings, cookie_header, record).ok_or(Code::NoSession)?;
    let text = settings.sealing_keys.open(&purpose, &sealed).map_err(|_| Code::NoSession)?;
    Session::restore(text, now)
}

/// The session of a request where nothing else is to be done with it, as with most requests: sessions are in cookies, it reaches every level,
/// see [`suffices`], and no renewal is due. `None` otherwise: [`session`] and the steps after it say what is to be done, and what is wrong.
#[must_use]
pub fn session_at_once(settings: &Settings, cookie_header: &str, demanded: Option<&str>, now: i64) -> Option<Session> {
    if !matches!(settings.store(), SessionStore::Cookie) {
        return None;
    }
    let session = session(settings, cookie_header, None, now).ok()?;
    let sees = suffices(settings, &session, demanded) && !session.renewal_is_due(now, settings.lifetime);
    sees.then_some(session)
}

/// What the host is to try, one after the other, where the version before sealed the session of a request. What one of them gives,
/// [`Session::restore_former`] reads.
#[must_use]
pub fn former_session(settings: &Settings, cookie_header: &str, record: Option<&str>) -> Vec<Operation> {
    sealed(settings, cookie_header, record).map(|(purpose, sealed)| settings.sealing_keys.former(&purpose, &sealed)).unwrap_or_default()
}

/// What is sealed of the session of a request, behind what it was sealed for.
fn sealed<'a>(settings: &Settings, cookie_header: &'a str, record: Option<&'a str>) -> Option<(String, Cow<'a, str>)> {
    match settings.store() {
        SessionStore::Cookie => {
            let name = session_cookie(settings);
            let sealed = Cookies::parse(cookie_header).get_split(&name)?;
            Some((name, sealed))
        }
        SessionStore::Server(_) => {
            let key = record_key(settings, cookie_header)?;
            Some((key, record.filter(|sealed| sealed.len() <= limits::RECORD_CHARS)?.into()))
        }
    }
}

/// Whether a session reaches the level that the deployment demands today, and the one that is `demanded` beyond it. The level may have been
/// raised since the session was opened (N72).
#[must_use]
pub fn suffices(settings: &Settings, session: &Session, demanded: Option<&str>) -> bool {
    settings.acr().into_iter().chain(demanded).all(|level| session.satisfies(settings.preset, level))
}

/// The key under which a store remembers that a person was signed out of all her sessions with this client.
#[must_use]
pub fn subject_key(settings: &Settings, issuer: &str, sub: &str) -> String {
    record::subject_key(settings.namespace(), issuer, sub)
}

/// What use of the session at `now` changes; nothing where no renewal is due.
///
/// # Errors
/// Those of [`open_session`].
pub fn renew(settings: &Settings, session: &Session, cookie_header: &str, now: i64, salt: [u8; 24]) -> Result<Option<Change>> {
    let Some(renewed) = session.renewed(now, settings.lifetime) else { return Ok(None) };
    match record_key(settings, cookie_header) {
        None => in_cookies(settings, &renewed, &Cookies::parse(cookie_header), now, salt).map(Some),
        Some(key) => Ok(Some(Change { write: Some(sealed_record(settings, &renewed, key, now, salt)?), ..Change::default() })),
    }
}

/// The end of a session.
#[derive(Serialize)]
pub struct Ended {
    /// Where the provider ends its own session; `/` where there is nothing to end, or no way to.
    pub location: String,
    /// What browser and store are to forget.
    pub change: Change,
}

redacted_debug!(Ended);

/// Ends `session`, that of a request, if there is one. `state` is fresh randomness.
///
/// # Errors
/// `invalid_settings`.
pub fn logout(
    settings: &Settings,
    provider: Option<&Provider>,
    site: Site<'_>,
    cookie_header: &str,
    session: Option<&Session>,
    state: [u8; 32],
) -> Result<Ended> {
    let present = Cookies::parse(cookie_header);
    let mut lines = cookies::clear_split(&session_cookie(settings), &present);
    let client = settings.client(site.origin, site.prefix)?;
    let begun = provider.zip(session).and_then(|(provider, session)| logout::begin(provider, &client, &session.id_token(), &state));
    // Where no return is registered, the person stays at the provider, and nothing is to be kept for it.
    if let Some(state) = begun.as_ref().and_then(|begun| begun.state.as_ref()) {
        lines.push(cookies::set(&logout_cookie(settings), state.expose(), limits::LOGOUT_SECONDS));
    }
    let change = Change { cookies: lines, write: None, remove: record_key(settings, cookie_header) };
    Ok(Ended { location: begun.map_or_else(|| "/".to_string(), |begun| begun.url), change })
}

/// The return from the provider's end-session: the line that uses the sign-out up, and whether it was ours.
///
/// # Errors
/// In the second place: `logout_state_mismatch`.
pub fn logged_out(settings: &Settings, query: &str, cookie_header: &str) -> (String, Result<()>) {
    let name = logout_cookie(settings);
    let expected = Cookies::parse(cookie_header).get(&name).map(Secret::new);
    (cookies::clear(&name), logout::returned(query, expected.as_ref()))
}

/// The key of the record whose ticket the browser holds.
fn held_key(settings: &Settings, present: &Cookies<'_>) -> Option<String> {
    let ticket = present.get_split(&session_cookie(settings)).as_deref().and_then(Ticket::parse)?;
    Some(ticket.key(settings.namespace()))
}

fn in_cookies(settings: &Settings, session: &Session, present: &Cookies<'_>, now: i64, salt: [u8; 24]) -> Result<Change> {
    let name = session_cookie(settings);
    let sealed = settings.sealing_keys.seal(&name, &session.store(), salt)?;
    let cookies = cookies::set_split(&name, &sealed, session.expires_at().saturating_sub(now), present)?;
    Ok(Change { cookies, ..Change::default() })
}

/// The record is sealed for its own key: moved to another, it does not open.
fn sealed_record(settings: &Settings, session: &Session, key: String, now: i64, salt: [u8; 24]) -> Result<Record> {
    let value = settings.sealing_keys.seal(&key, &session.store(), salt)?;
    Ok(Record { key, value, seconds: session.expires_at().saturating_sub(now) })
}
