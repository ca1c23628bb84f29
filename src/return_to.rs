//! Where a person goes after signing in: a path of our own site, or its root.
//!
//! Comes in: what a link said. Goes out: a path that is safe in a `Location` header. Never: another site, however spelt (N62).

use alloc::string::String;

use crate::limits;

/// The path itself if it is one of this origin, else `/`.
#[must_use]
pub fn same_origin_path(wanted: Option<&str>) -> String {
    String::from(wanted.filter(|path| is_same_origin_path(path)).unwrap_or("/"))
}

/// One `/` in front and no second; printable ASCII, no `\` (browsers read it as `/`), nothing that could end a header line; no dot
/// segments, so that the path is where it says it is.
fn is_same_origin_path(path: &str) -> bool {
    path.len() <= limits::RETURN_TO_CHARS
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !path.split(['?', '#']).next().unwrap_or_default().split('/').any(is_dot_segment)
}

/// `.` and `..`, also in the spellings that browsers resolve alike (WHATWG URL, "double-dot URL path segment").
fn is_dot_segment(segment: &str) -> bool {
    [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"].iter().any(|dots| segment.eq_ignore_ascii_case(dots))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n62_own_paths_pass() {
        for path in ["/", "/a", "/a/b?c=d&e=%2F#f", "/a//b", "/:80", "/@evil", "/a?f=/../b", "/.well-known", "/a..b"] {
            assert_eq!(same_origin_path(Some(path)), path);
        }
        assert_eq!(same_origin_path(None), "/");
    }

    #[test]
    fn n62_everything_else_becomes_the_root() {
        let long = alloc::format!("/{}", "a".repeat(limits::RETURN_TO_CHARS));
        for path in [
            "",
            "a",
            "//evil",
            "///evil",
            "/\\evil",
            "\\\\evil",
            "https:evil",
            "https://evil",
            "javascript:alert(1)",
            "/a\r\nset-cookie: x",
            "/a\tb",
            "/\t/evil",
            " /a",
            "/a b",
            "/é",
            "/x/../auth/login",
            "/./auth/login",
            "/x/%2E%2e/y",
            "/x/.",
            &long,
        ] {
            assert_eq!(same_origin_path(Some(path)), "/", "{path:?}");
        }
    }
}
