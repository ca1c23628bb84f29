//! Logins under way, kept sealed in the person's browser: one cookie each, named after the client and the login's state.
//!
//! Comes in: a pending login, or a callback's state and the `Cookie` header. Goes out: `Set-Cookie` lines, or the pending login.
//! Never: more than [`limits::LOGINS_AT_A_TIME`] of them, or [`limits::LOGIN_COOKIES_BYTES`]; the oldest make room, so that thousands of
//! unfinished logins (N67) cannot outgrow a request's header. Nor a look at another client's logins (N73).

use alloc::string::String;
use alloc::vec::Vec;

use crate::base::error::{Code, Result};
use crate::base::limits;
use crate::sign_in::pending::Pending;
use crate::worker::cookies::{self, Cookies};
use crate::worker::seal::{self, SealingKeys};

/// What a cookie holds: a login, and its number among this browser's logins. The number says which of two logins is newer within a second.
struct Kept {
    place: u32,
    pending: Pending,
}

impl Kept {
    fn text(place: u32, pending: &Pending) -> Vec<u8> {
        [&place.to_be_bytes()[..], &pending.store()].concat()
    }

    fn open(name: &str, sealed: &str, keys: &SealingKeys) -> Result<Self> {
        let text = keys.open(name, sealed)?;
        let (place, pending) = text.split_first_chunk().ok_or(Code::StateUnknown)?;
        Ok(Self { place: u32::from_be_bytes(*place), pending: Pending::restore(pending)? })
    }
}

/// `Set-Cookie` lines that keep `pending`, and drop what is too old or too many. `salt` is fresh randomness.
///
/// # Errors
/// Those of [`SealingKeys::seal`].
pub fn keep(pending: &Pending, keys: &SealingKeys, present: &Cookies<'_>, now: i64, salt: [u8; 24]) -> Result<Vec<String>> {
    let mut others = Others::find(keys, present, now);
    let name = name(keys, pending.state());
    let sealed = keys.seal(&name, &Kept::text(others.next_place(), pending), salt)?;
    others.make_room(size(&name, &sealed));
    let mut lines = Vec::from([cookies::set(&name, &sealed, limits::LOGIN_KEPT_SECONDS)]);
    lines.extend(others.gone.into_iter().map(cookies::clear));
    Ok(lines)
}

/// Whether browsers keep the cookie of `pending`. The longest scopes and the longest `return_to` together are too large for one.
#[must_use]
pub fn fits(pending: &Pending, keys: &SealingKeys) -> bool {
    let sealed = Kept::text(0, pending).len().saturating_add(seal::OVERHEAD_BYTES).saturating_mul(4).div_ceil(3);
    cookies::set(&name(keys, pending.state()), "", limits::LOGIN_KEPT_SECONDS).len().saturating_add(sealed) <= limits::COOKIE_BYTES
}

/// The login of `state`, and the line that removes its cookie, whether or not there was one.
///
/// # Errors
/// `state_unknown` where this browser keeps no such login; `seal_broken` where what it keeps is not what we gave it.
pub fn take(state: &str, keys: &SealingKeys, present: &Cookies<'_>) -> (String, Result<Pending>) {
    let name = name(keys, if is_state(state) { state } else { "" });
    let kept = present.get(&name).ok_or(Code::StateUnknown.into()).and_then(|sealed| Kept::open(&name, sealed, keys));
    (cookies::clear(&name), kept.map(|kept| kept.pending))
}

/// What the names of this client's login cookies begin with.
fn prefix(keys: &SealingKeys) -> String {
    [&keys.namespace().cookie("login"), "-"].concat()
}

fn name(keys: &SealingKeys, state: &str) -> String {
    [&prefix(keys), state].concat()
}

/// Our states are 64 hex digits. Anything else must not get into a `Set-Cookie` line.
fn is_state(state: &str) -> bool {
    state.len() == 64 && state.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Bytes of a cookie in a request's header, with the separators around it.
fn size(name: &str, sealed: &str) -> usize {
    name.len().saturating_add(sealed.len()).saturating_add("=; ".len())
}

/// The logins of this client that the browser has under way already.
struct Others<'a> {
    alive: Vec<Alive<'a>>,
    /// The names of those that have to go: they no longer open, have expired, or are too many.
    gone: Vec<&'a str>,
}

/// In the order of age: by their places, and by the clock where two were started at once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alive<'a> {
    place: u32,
    started_at: i64,
    name: &'a str,
    size: usize,
}

impl<'a> Others<'a> {
    fn find(keys: &SealingKeys, present: &Cookies<'a>, now: i64) -> Self {
        let prefix = prefix(keys);
        let mut others = Self { alive: Vec::new(), gone: Vec::new() };
        for name in present.names(&prefix).filter(|name| name.strip_prefix(&*prefix).is_some_and(is_state)) {
            let sealed = present.get(name).unwrap_or_default();
            match Kept::open(name, sealed, keys) {
                Ok(Kept { place, pending }) if !pending.is_expired(now) => {
                    others.alive.push(Alive { place, started_at: pending.started_at(), name, size: size(name, sealed) });
                }
                _ => others.gone.push(name),
            }
        }
        others
    }

    /// The place behind all of them.
    fn next_place(&self) -> u32 {
        self.alive.iter().map(|login| login.place).max().map_or(0, |newest| newest.saturating_add(1))
    }

    /// Drops the oldest until one more fits, in number and in size.
    fn make_room(&mut self, newcomer: usize) {
        let full = |alive: &[Alive<'_>]| {
            let bytes = alive.iter().fold(newcomer, |sum, login| sum.saturating_add(login.size));
            alive.len() >= limits::LOGINS_AT_A_TIME || bytes > limits::LOGIN_COOKIES_BYTES
        };
        while full(&self.alive)
            && let Some((oldest, _)) = self.alive.iter().enumerate().min_by_key(|(_, login)| *login)
        {
            self.gone.push(self.alive.swap_remove(oldest).name);
        }
    }
}

#[cfg(test)]
mod tests;
