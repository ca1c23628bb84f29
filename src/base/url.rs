//! URLs: which ones requests may be sent to, and how parameters are added to them.
//!
//! Comes in: text. Goes out: a verdict, or text. Never: a lenient reading. What RFC 3986 has no character for is refused, so that no `\`,
//! space or control character can mean one host here and another in `fetch`. In a module, the host's `URL` says the rest, which is what `fetch`
//! goes by; in a program, RFC 3986's grammar.

use alloc::string::String;

#[cfg(not(any(feature = "uri", test)))]
mod by_host;
#[cfg(any(feature = "uri", test))]
mod rfc3986;

#[cfg(not(any(feature = "uri", test)))]
use by_host as parser;
#[cfg(any(feature = "uri", test))]
use rfc3986 as parser;

/// What an https or http URL says before its path: it has neither user information nor a fragment.
struct Address {
    is_https: bool,
    /// Not empty.
    host: String,
}

/// Whether requests may be sent to `text`: an absolute https URL without user information or fragment; http too on the loopback, where there is no
/// network to listen on.
#[must_use]
pub fn is_secure(text: &str) -> bool {
    parser::address(text).is_some_and(|Address { is_https, host }| is_https || is_loopback(&host))
}

/// Whether it is an https URL at a host with a dot in its name.
pub(crate) fn has_dotted_host(text: &str) -> bool {
    parser::address(text).is_some_and(|Address { is_https, host }| is_https && host.as_bytes().contains(&b'.'))
}

/// Whether `text` is the origin of such a URL, spelt as browsers send it in `Origin` (RFC 6454 §6.2): no path, not even `/`;
/// a host in lower case; a port only where it is not the scheme's own.
#[cfg(any(feature = "worker", test))]
pub(crate) fn is_origin(text: &str) -> bool {
    use alloc::string::ToString as _;

    let Some((scheme, authority)) = text.split_once("://") else { return false };
    let default_port = if scheme == "https" { "443" } else { "80" };
    let port = authority.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    let port_fits = port.is_none_or(|port| port != default_port && port.parse::<u16>().is_ok_and(|number| number.to_string() == port));
    let is_spelt = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._:[]".contains(&byte);
    is_secure(text) && port_fits && authority.bytes().all(is_spelt)
}

/// `localhost`, `127.0.0.0/8`, `[::1]` (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || is_ipv4_loopback(host)
}

fn is_ipv4_loopback(host: &str) -> bool {
    host.parse::<core::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a path lies under `prefix`, among the Worker's own routes.
pub(crate) fn is_route(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'))
}

/// Adds form-encoded parameters to an endpoint, after the query that it may have.
pub(crate) fn with_parameters<'a>(endpoint: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut url = String::from(endpoint);
    url.push(if endpoint.as_bytes().contains(&b'?') { '&' } else { '?' });
    url.push_str(&form(parameters));
    url
}

/// `application/x-www-form-urlencoded`.
pub(crate) fn form<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

#[cfg(test)]
mod tests;
