//! Addresses by the grammar of RFC 3986.
//!
//! Comes in: text. Goes out: what stands before the path. Never: an address that the grammar does not have.

use fluent_uri::Uri;

use super::Address;

pub(super) fn address(text: &str) -> Option<Address> {
    let uri = Uri::parse(text).ok()?;
    let authority = uri.authority()?;
    let is_https = match uri.scheme().as_str() {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    if authority.has_userinfo() || uri.has_fragment() || authority.host().is_empty() {
        return None;
    }
    Some(Address { is_https, host: authority.host().into() })
}
