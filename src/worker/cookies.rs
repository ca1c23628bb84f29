//! Cookies: the `Cookie` header read with suspicion, `Set-Cookie` written without choice.
//!
//! Comes in: a header, or a name and a value. Goes out: values, or header lines. Never: a cookie without `__Host-`, `Secure`, `HttpOnly`
//! and `SameSite=Lax`, or a value whose name came twice (cookie tossing: which of the two is ours?).

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::base::error::{Code, Result};
use crate::base::limits;

/// The cookies of a request. A name that came twice has no value.
pub struct Cookies<'a>(Vec<(&'a str, Option<&'a str>)>);

impl<'a> Cookies<'a> {
    /// Reads a `Cookie` header; what lies beyond the limits of size and number is not read.
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
    pub fn get_split(&self, name: &str) -> Option<String> {
        let (count, first) = self.get(name)?.split_once('.')?;
        // The count is one digit in range: a forged one cannot make us look for thousands of parts (N68).
        let count = (1..=limits::COOKIE_PARTS).find(|number| number.to_string() == count)?;
        let mut value = String::from(first);
        for part in 1..count {
            value.push_str(self.get(&part_name(name, part))?);
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
mod tests {
    use super::*;
    use alloc::format;

    const NAME: &str = "__Host-x";

    fn header(lines: &[String]) -> String {
        let pairs: Vec<_> = lines.iter().map(|line| line.split(';').next().unwrap().to_string()).collect();
        pairs.join("; ")
    }

    fn round_trip(length: usize) -> Option<(usize, bool)> {
        let value: String = "abcdefghij".chars().cycle().take(length).collect();
        let lines = set_split(NAME, &value, 1800, &Cookies::parse("")).ok()?;
        assert!(lines.iter().all(|line| line.len() <= limits::COOKIE_BYTES));
        Some((lines.len(), Cookies::parse(&header(&lines)).get_split(NAME)? == value))
    }

    #[test]
    fn every_cookie_is_bound_to_its_host() {
        assert_eq!(set(NAME, "v", 600), "__Host-x=v; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(clear(NAME), "__Host-x=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn n64_a_name_that_came_twice_has_no_value() {
        assert_eq!(Cookies::parse("a=1; __Host-x=v; b=2").get(NAME), Some("v"));
        assert_eq!(Cookies::parse("__Host-x=v; a=1; __Host-x=w").get(NAME), None);
        assert_eq!(Cookies::parse("__Host-x=v; __Host-x=v").get(NAME), None);
        assert_eq!(Cookies::parse("__host-x=v").get(NAME), None);
    }

    #[test]
    fn a_value_is_spread_over_as_many_cookies_as_it_needs() {
        assert_eq!(round_trip(0), Some((1, true)));
        assert_eq!(round_trip(1000), Some((1, true)));
        assert_eq!(round_trip(4100), Some((2, true)));
        assert_eq!(round_trip(11_000), Some((3, true)));
        assert_eq!(set_split(NAME, &"a".repeat(13_000), 1800, &Cookies::parse("")).unwrap_err().code(), Code::SessionTooLarge);
    }

    #[test]
    fn a_full_cookie_is_exactly_4096_bytes_or_a_few_less() {
        let room = (1..limits::COOKIE_BYTES).rev().find(|length| round_trip(*length).unwrap().0 == 1).unwrap();
        let line = &set_split(NAME, &"a".repeat(room), 1800, &Cookies::parse("")).unwrap()[0];
        assert!((4093..=4096).contains(&line.len()), "{}", line.len());
        assert_eq!(round_trip(room + 1), Some((2, true)));
    }

    #[test]
    fn n68_a_forged_count_finds_nothing() {
        let lines = set_split(NAME, &"a".repeat(5000), 1800, &Cookies::parse("")).unwrap();
        let good = header(&lines);
        assert!(Cookies::parse(&good).get_split(NAME).is_some());
        for count in ["0.", "3.", "4.", "9999999.", "-1.", "02.", "+2.", "."] {
            assert_eq!(Cookies::parse(&good.replace("=2.", &format!("={count}"))).get_split(NAME), None, "{count}");
        }
        assert_eq!(Cookies::parse(&good.replace("__Host-x-1", "__Host-x-2")).get_split(NAME), None);
    }

    #[test]
    fn parts_of_a_longer_value_are_removed() {
        let present = Cookies::parse("__Host-x=3.a; __Host-x-1=b; __Host-x-2=c");
        let lines = set_split(NAME, "short", 1800, &present).unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!(&lines[1..], [clear("__Host-x-1"), clear("__Host-x-2")]);
        assert_eq!(clear_split(NAME, &present).len(), 3);
        assert_eq!(clear_split(NAME, &Cookies::parse("")).len(), 1);
    }

    #[test]
    fn an_oversized_header_is_not_read() {
        let header = format!("__Host-x=v; a={}", "b".repeat(limits::COOKIE_HEADER_BYTES));
        assert_eq!(Cookies::parse(&header).get(NAME), None);
    }

    #[test]
    fn cookies_beyond_the_limit_are_not_read() {
        let behind = |others: usize| (0..others).map(|number| format!("c{number}=; ")).collect::<String>() + "__Host-x=v";
        assert_eq!(Cookies::parse(&behind(limits::COOKIES - 1)).get(NAME), Some("v"));
        assert_eq!(Cookies::parse(&behind(limits::COOKIES)).get(NAME), None);
    }
}
