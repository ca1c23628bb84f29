//! URLs, paths and scopes.

use core::net::Ipv4Addr;

use fc_pivot::base::scope::Scope;
use fc_pivot::base::{limits, url};
use fc_pivot::sign_in::return_to::same_origin_path;

use super::{text, texts};

/// A path that is kept stays on this origin and is where it says it is; every other becomes the root.
pub fn return_to(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let path = same_origin_path(Some(text));
    // It is what was wanted, spelt as a browser spells it, and without what told of an earlier failure.
    let wanted = percent_decoded(text.trim_end_matches(' '));
    let tells_of_failure = wanted.windows(5).any(|octets| octets == b"auth_");
    assert!(path == "/" || percent_decoded(&path) == wanted || tells_of_failure);
    assert!(path.starts_with('/') && !path.starts_with("//") && path.len() <= limits::RETURN_TO_BYTES);
    assert!(path.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'\\'));
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let segments = path[..end].split('/').map(percent_decoded);
    assert!(segments.into_iter().all(|segment| segment != b"." && segment != b".."));
    path != "/" || text == "/"
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped =
            after.get(..2).filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok());
        octets.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    octets
}

pub fn return_to_seeds() -> Vec<Vec<u8>> {
    texts(["/", "/a/b?c=d&e=%2F#f", "/a//b", "/.well-known/x", "/@evil:80", "/a?f=/../b", "/é à", "/a?auth_error=x&b"])
}

/// A URL that may be called names a host by the plain rules, with nothing that another reader could take for another host.
pub fn url(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    if !url::is_secure(text) {
        return false;
    }
    assert!(text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"<>^`{|}#".contains(&byte)));
    let (scheme, rest) = text.split_once("://").expect("a scheme and an authority");
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match authority.rfind(':').filter(|colon| *colon > authority.rfind(']').unwrap_or(0)) {
        Some(colon) => (&authority[..colon], &authority[colon + 1..]),
        None => (authority, ""),
    };
    assert!(!host.is_empty() && !authority.contains('@') && port.bytes().all(|byte| byte.is_ascii_digit()));
    let is_loopback = host == "localhost" || host == "[::1]" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.octets()[0] == 127);
    assert!(scheme == "https" || (scheme == "http" && is_loopback));
    true
}

pub fn url_seeds() -> Vec<Vec<u8>> {
    texts([
        "https://auth.franceconnect.gouv.fr/api/v2",
        "https://a.example:8443/b?c=d",
        "http://127.8.9.1:1/x",
        "http://[::1]:87/",
        "http://localhost",
    ])
}

/// A scope is a set with `openid` in it, and is read back as it is written.
pub fn scope(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let tokens: Vec<&str> = text.split(' ').filter(|token| !token.is_empty()).collect();
    let distinct = tokens.iter().all(|token| tokens.iter().filter(|other| *other == token).count() == 1);
    let sound = tokens.iter().all(|token| token.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'"' && byte != b'\\'));
    let scope = Scope::parse(text);
    assert_eq!(scope.is_some(), sound && distinct && tokens.contains(&"openid"));
    if let Some(scope) = &scope {
        assert_eq!(Scope::parse(scope.as_str()).as_ref(), Some(scope));
        assert!(tokens.iter().all(|token| scope.contains(token)));
    }
    scope.is_some()
}

pub fn scope_seeds() -> Vec<Vec<u8>> {
    texts(["openid", "openid  email identite_pivot", "rnipp_birth openid"])
}
