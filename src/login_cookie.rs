//! Logins under way, kept sealed in the person's browser: one cookie each, named after its state.
//!
//! Comes in: a pending login, or a callback's state and the `Cookie` header. Goes out: `Set-Cookie` lines, or the pending login.
//! Never: more than [`limits::LOGINS_AT_A_TIME`] of them; the oldest make room, so that thousands of unfinished logins (N67) cannot
//! outgrow a request's header.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::cookies::{self, Cookies};
use crate::error::{Code, Result};
use crate::limits;
use crate::pending::Pending;
use crate::seal::SealingKeys;

const PREFIX: &str = "__Host-fc-login-";

fn name(state: &str) -> String {
    [PREFIX, state].concat()
}

/// `Set-Cookie` lines that keep `pending`, and drop what is too old or too many. `salt` is fresh randomness.
///
/// # Errors
/// Those of [`SealingKeys::seal`].
pub fn keep(pending: &Pending, keys: &SealingKeys, present: &Cookies<'_>, now: i64, salt: [u8; 24]) -> Result<Vec<String>> {
    let name = name(pending.state());
    let sealed = keys.seal(&name, &pending.store(), salt)?;
    let mut lines = Vec::from([cookies::set(&name, &sealed, limits::LOGIN_KEPT_SECONDS)]);
    lines.extend(superfluous(keys, present, now).iter().map(|name| cookies::clear(name)));
    Ok(lines)
}

/// The login of `state`, and the line that removes its cookie, whether or not there was one.
///
/// # Errors
/// `state_unknown` where this browser keeps no such login; `seal_broken` where what it keeps is not what we gave it.
pub fn take(state: &str, keys: &SealingKeys, present: &Cookies<'_>) -> (String, Result<Pending>) {
    let name = if is_state(state) { name(state) } else { name("") };
    let pending = present.get(&name).ok_or(Code::StateUnknown.into()).and_then(|sealed| open(&name, sealed, keys));
    (cookies::clear(&name), pending)
}

fn open(name: &str, sealed: &str, keys: &SealingKeys) -> Result<Pending> {
    Pending::restore(&keys.open(name, sealed)?)
}

/// States are ours: 64 hex digits. Anything else must not get into a `Set-Cookie` line.
fn is_state(state: &str) -> bool {
    state.len() == 64 && state.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The names of the login cookies that have to go: those that no longer open or have expired, and the oldest beyond the limit, with one
/// place left for the login that is being started.
fn superfluous(keys: &SealingKeys, present: &Cookies<'_>, now: i64) -> Vec<String> {
    let mut alive: Vec<(i64, &str)> = Vec::new();
    let mut gone: Vec<&str> = Vec::new();
    for name in present.names(PREFIX).filter(|name| name.strip_prefix(PREFIX).is_some_and(is_state)) {
        match present.get(name).and_then(|sealed| open(name, sealed, keys).ok()) {
            Some(pending) if !pending.is_expired(now) => alive.push((pending.started_at(), name)),
            _ => gone.push(name),
        }
    }
    while alive.len() >= limits::LOGINS_AT_A_TIME
        && let Some((oldest, _)) = alive.iter().enumerate().min_by_key(|(_, login)| **login)
    {
        gone.push(alive.swap_remove(oldest).1);
    }
    gone.into_iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::tests::{NOW, login};
    use crate::seal::tests::{keys, one_key};
    use crate::secret::Secret;
    use alloc::format;

    fn pending(number: u8) -> Pending {
        let mut pending = login().pending;
        pending.state = Secret::new(format!("{number:02x}").repeat(32));
        pending.started_at = NOW + i64::from(number);
        pending
    }

    fn kept(pending: &Pending) -> String {
        let lines = keep(pending, &one_key(), &Cookies::parse(""), NOW, [1; 24]).unwrap();
        lines[0].split(';').next().unwrap().to_string()
    }

    #[test]
    fn a_login_is_kept_and_taken() {
        let header = kept(&pending(7));
        let (line, taken) = take(pending(7).state(), &one_key(), &Cookies::parse(&header));
        assert_eq!(taken.unwrap().store(), pending(7).store());
        assert_eq!(line, cookies::clear(&format!("__Host-fc-login-{}", "07".repeat(32))));
    }

    #[test]
    fn n58_a_login_that_this_browser_did_not_start_is_unknown() {
        let header = kept(&pending(7));
        for state in [pending(8).state(), "", "x; Domain=evil", &"g".repeat(64)] {
            let (line, taken) = take(state, &one_key(), &Cookies::parse(&header));
            assert_eq!(taken.unwrap_err().code(), Code::StateUnknown);
            assert!(line.starts_with("__Host-fc-login-") && !line.contains("evil"));
        }
    }

    #[test]
    fn n64_swapped_login_cookies_do_not_open() {
        let (one, two) = (kept(&pending(1)), kept(&pending(2)));
        let swapped = format!("{}={}", one.split_once('=').unwrap().0, two.split_once('=').unwrap().1);
        assert!(take(pending(1).state(), &one_key(), &Cookies::parse(&one)).1.is_ok());
        assert_eq!(take(pending(1).state(), &one_key(), &Cookies::parse(&swapped)).1.unwrap_err().code(), Code::SealBroken);
        assert_eq!(take(pending(1).state(), &keys(&[[1; 32]]), &Cookies::parse(&one)).1.unwrap_err().code(), Code::SealBroken);
    }

    #[test]
    fn n67_the_oldest_logins_make_room() {
        let header = (1..=6).map(|number| kept(&pending(number))).collect::<Vec<_>>().join("; ");
        let dropped = |header: &str, now| {
            let lines = keep(&pending(9), &one_key(), &Cookies::parse(header), now, [2; 24]).unwrap();
            lines[1..].iter().map(|line| line[16..18].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(dropped(&header, NOW + 9), ["01", "02"]);
        assert!(dropped(&kept(&pending(1)), NOW + 9).is_empty());
        assert_eq!(dropped(&kept(&pending(1)), NOW + limits::LOGIN_SECONDS + 2), ["01"]);
        assert_eq!(dropped(&format!("__Host-fc-login-{}=forged", "0a".repeat(32)), NOW), ["0a"]);
    }
}
