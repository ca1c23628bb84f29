//! Where a person goes after signing in: a path of our own site, or its root.
//!
//! Comes in: what a link said. Goes out: a path that is safe in a `Location` header, spelt as a browser spells it. Never: another site,
//! however spelt (N62), or the error of an earlier login (N88).

use alloc::string::String;
use alloc::vec::Vec;

use crate::base::{limits, url};

/// What the Worker puts on the address of the page that tells of a failed login: the error's code, and where the person wanted to go.
const TELLS_OF_FAILURE: [&str; 2] = ["auth_error", "auth_return_to"];

/// The path itself if it is one of this origin, else `/`.
#[must_use]
pub fn same_origin_path(wanted: Option<&str>) -> String {
    wanted.and_then(own_path).unwrap_or_else(|| String::from("/"))
}

/// The path, if it is one of this origin, no route of the Worker's under `prefix`, and not the page at `error_path`. A route would sign the
/// person in again and again; the error page would tell her of an error that did not happen (N88). `/` is allowed even as the error path,
/// since it is the application's home as well.
#[must_use]
pub fn page(wanted: &str, prefix: &str, error_path: &str) -> Option<String> {
    let is_error_page = |path: &str| error_path != "/" && without_query(path) == without_query(error_path);
    own_path(wanted).filter(|path| !url::is_route(path, prefix) && !is_error_page(path))
}

/// One `/` in front and no second; no `\` (browsers read it as `/`), nothing that could end a header line; no dot segments, so that the
/// path is where it says it is.
fn own_path(wanted: &str) -> Option<String> {
    let path = encoded(&without_failure(wanted));
    let is_own = path.len() <= limits::RETURN_TO_BYTES
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !without_query(&path).split('/').any(is_dot_segment);
    is_own.then_some(path)
}

/// Spaces and what is not ASCII, percent-encoded in UTF-8 (WHATWG URL, "percent-encode sets"). Spaces at the end are no part of a URL there.
fn encoded(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.trim_end_matches(' ').bytes() {
        if byte == b' ' || !byte.is_ascii() {
            encoded.push('%');
            encoded.extend(
                [byte >> 4, byte & 15]
                    .into_iter()
                    .filter_map(|digit| char::from_digit(digit.into(), 16))
                    .map(|digit| digit.to_ascii_uppercase()),
            );
        } else {
            encoded.push(char::from(byte));
        }
    }
    encoded
}

/// The same address without its error parameters: they belong to a login before this one.
fn without_failure(path: &str) -> String {
    let (before, fragment) = path.find('#').map_or((path, ""), |at| path.split_at(at));
    let Some((address, query)) = before.split_once('?') else { return String::from(path) };
    let tells = |pair: &str| form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| TELLS_OF_FAILURE.contains(&&*name));
    let rest: Vec<&str> = query.split('&').filter(|pair| !tells(pair)).collect();
    let mark = if rest.is_empty() { "" } else { "?" };
    [address, mark, &rest.join("&"), fragment].concat()
}

fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// `.` and `..`, also in the spellings that browsers resolve alike (WHATWG URL, "double-dot URL path segment").
fn is_dot_segment(segment: &str) -> bool {
    [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"].iter().any(|dots| segment.eq_ignore_ascii_case(dots))
}

#[cfg(test)]
mod tests;
