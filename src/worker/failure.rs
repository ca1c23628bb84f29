//! A login that has just failed in this browser, remembered by a cookie for a few seconds.
//!
//! Comes in: the client, the failure's code; later, the `Cookie` header. Goes out: a `Set-Cookie` line; the code. Never: anything but a code of
//! ours. So a forged cookie can at worst show a person a wrong sentence.

use alloc::string::String;

use crate::base::error::Code;
use crate::base::limits;
use crate::worker::cookies::{self, Cookies};
use crate::worker::namespace::Namespace;

fn name(client: &Namespace) -> String {
    client.cookie("failed")
}

/// Remembers `code`.
#[must_use]
pub fn remember(client: &Namespace, code: Code) -> String {
    cookies::set(&name(client), code.as_str(), limits::FAILURE_SECONDS)
}

/// Forgets the failure; `None` where there is none.
#[must_use]
pub fn forget(client: &Namespace, present: &Cookies<'_>) -> Option<String> {
    let name = name(client);
    present.get(&name).map(|_| cookies::clear(&name))
}

/// The code of the failure, if a login has just failed.
#[must_use]
pub fn recent(client: &Namespace, present: &Cookies<'_>) -> Option<Code> {
    present.get(&name(client)).and_then(Code::named)
}

#[cfg(test)]
mod tests;
