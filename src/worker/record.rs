//! Sessions on the server: what the browser holds is a ticket, what the store holds is a sealed record.
//!
//! Comes in: 32 random bytes, or a cookie. Goes out: the ticket, and the keys of records. Never: the ticket in a key. A store's keys
//! are hashes, and its values are sealed, so that whoever reads the store can neither take a session over nor see whose it is.

use alloc::string::String;

use crate::base::base64url;
use crate::base::secret::Secret;
use crate::worker::namespace::Namespace;

/// What a browser holds of a session on the server: 32 random bytes, new at every login (session fixation, N63).
#[derive(Debug)]
pub struct Ticket(Secret);

impl Ticket {
    /// A fresh one.
    #[must_use]
    pub fn new(entropy: [u8; 32]) -> Self {
        Self(Secret::new(base64url::encode(&entropy)))
    }

    /// The one in a cookie; `None` where it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base64url::decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(Secret::new(text)))
    }

    /// The text for the cookie.
    #[must_use]
    pub const fn text(&self) -> &Secret {
        &self.0
    }

    /// The key of its record. Another client that is shown the ticket looks for it under another key (N71).
    #[must_use]
    pub fn key(&self, namespace: &Namespace) -> String {
        namespace.record("session", &[self.0.expose()])
    }
}

/// The key under which a store remembers that somebody was signed out of all her sessions with this client.
#[must_use]
pub fn subject_key(namespace: &Namespace, issuer: &str, sub: &str) -> String {
    namespace.record("subject", &[issuer, sub])
}

/// The key under which a store remembers that the login of `state` was used.
#[must_use]
pub fn login_key(namespace: &Namespace, state: &str) -> String {
    namespace.record("login", &[state])
}

#[cfg(test)]
mod tests;
