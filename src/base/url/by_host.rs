//! Addresses by the `URL` of the module's host (WHATWG URL Standard), which `fetch` goes by too.
//!
//! Comes in: text. Goes out: what stands before the path, as the host spells it. Never: what `URL` would mend, as a `\`, a missing slash, white
//! space or a control character.

use web_sys::Url;

use super::Address;

pub(super) fn address(text: &str) -> Option<Address> {
    // 1. RFC 3986 §2: the characters that a URL is made of. `#` would begin a fragment.
    let of_a_url = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&octet);
    if !text.bytes().all(of_a_url) {
        return None;
    }
    // 2. §3.2: an authority with nothing before its host.
    let (is_https, rest) = match text.strip_prefix("https://") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("http://")?),
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.is_empty() || authority.as_bytes().contains(&b'@') {
        return None;
    }
    // 3. The host, decoded, in lower case, an address of IPv4 in four numbers; what is no host is refused.
    Some(Address { is_https, host: Url::new(text).ok()?.hostname() })
}
