//! Cookies: the `Cookie` header, read within bounds; `Set-Cookie` lines, always with the same attributes.
//!
//! Comes in: a header, or a name and a value. Goes out: values, or header lines. Never: a cookie without `__Host-`, `Secure`, `HttpOnly`
//! and `SameSite=Lax`, or a value whose name came twice: one of the two may be planted (cookie tossing).

use alloc::borrow::Cow;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::base::error::{Code, Result};
use crate::base::limits;

/// The cookies of a request. A name that came twice has no value.
pub struct Cookies<'a>(Vec<(&'a str, Option<&'a str>)>);

impl<'a> Cookies<'a> {
    /// Reads a `Cookie` header. A header that is too large is not read, nor are cookies beyond the largest number.
    #[must_use]
    pub fn parse(header: &'a str) -> Self {
        let mut cookies: Vec<(&str, Option<&str>)> = Vec::new();
        if header.len() <= limits::COOKIE_HEADER_BYTES {
            for pair in header.split(';').take(limits::COOKIES) {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let (name, value) = (name.trim(), value.trim());
                match cookies.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => *known = None,
                    None => cookies.push((name, Some(value))),
                }
            }
        }
        Self(cookies)
    }

    /// The value of the cookie called `name`, if it came exactly once.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).and_then(|(_, value)| *value)
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| *known == name)
    }

    /// The names that begin with `prefix`.
    pub(crate) fn names<'b>(&'b self, prefix: &'b str) -> impl Iterator<Item = &'a str> + 'b {
        self.0.iter().map(|(name, _)| *name).filter(move |name| name.starts_with(prefix))
    }

    /// The value that [`set_split`] spread over several cookies.
    #[must_use]
    pub fn get_split(&self, name: &str) -> Option<Cow<'a, str>> {
        let (count, first) = self.get(name)?.split_once('.')?;
        // The count is one digit in range: a forged one cannot make us look for thousands of parts (N68).
        let count = (1..=limits::COOKIE_PARTS).find(|number| number.to_string() == count)?;
        let mut value = Cow::from(first);
        for part in 1..count {
            value.to_mut().push_str(self.get(&part_name(name, part))?);
        }
        Some(value)
    }
}

/// A `Set-Cookie` line. `seconds` is its life; the `__Host-` prefix of `name` binds it to this host, to `/` and to `Secure`.
#[must_use]
pub fn set(name: &str, value: &str, seconds: i64) -> String {
    [name, "=", value, "; Path=/; Max-Age=", &seconds.to_string(), "; Secure; HttpOnly; SameSite=Lax"].concat()
}

/// A `Set-Cookie` line that removes the cookie.
#[must_use]
pub fn clear(name: &str) -> String {
    set(name, "", 0)
}

/// `Set-Cookie` lines for a value that may need several cookies; parts of an earlier, longer value are removed.
///
/// # Errors
/// `session_too_large` where [`limits::COOKIE_PARTS`] cookies do not hold it.
pub fn set_split(name: &str, value: &str, seconds: i64, present: &Cookies<'_>) -> Result<Vec<String>> {
    let overhead = set(&part_name(name, limits::COOKIE_PARTS), "9.", seconds).len();
    let room = limits::COOKIE_BYTES.saturating_sub(overhead);
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = value;
    while !rest.is_empty() || parts.is_empty() {
        let (part, after) = rest.split_at_checked(room).unwrap_or((rest, ""));
        parts.push(part);
        rest = after;
    }
    if parts.len() > limits::COOKIE_PARTS {
        return Err(Code::SessionTooLarge.into());
    }
    let count = parts.len();
    let first = |part: &str| [&count.to_string(), ".", part].concat();
    let mut lines = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        lines.push(if number == 0 { set(name, &first(part), seconds) } else { set(&part_name(name, number), part, seconds) });
    }
    let leftovers = (count..limits::COOKIE_PARTS).map(|number| part_name(name, number));
    lines.extend(leftovers.filter(|leftover| present.has(leftover)).map(|leftover| clear(&leftover)));
    Ok(lines)
}

/// `Set-Cookie` lines that remove a value that may stand in several cookies.
#[must_use]
pub fn clear_split(name: &str, present: &Cookies<'_>) -> Vec<String> {
    let parts = (1..limits::COOKIE_PARTS).map(|number| part_name(name, number)).filter(|part| present.has(part));
    core::iter::once(clear(name)).chain(parts.map(|part| clear(&part))).collect()
}

fn part_name(name: &str, number: usize) -> String {
    [name, "-", &number.to_string()].concat()
}

#[cfg(test)]
mod tests;
