//! Sessions on the server: what the browser holds is a ticket, what the store holds is a sealed record.
//!
//! Comes in: 32 random bytes, or a cookie. Goes out: the ticket, and the keys of records. Never: the ticket in a key. A store's keys
//! are hashes, and its values are sealed, so that whoever reads the store can neither take a session over nor see whose it is.

use alloc::string::String;

use sha2::{Digest, Sha256};

use crate::base64url;
use crate::secret::Secret;

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

    /// The key of its record.
    #[must_use]
    pub fn key(&self) -> String {
        hashed("session", &[self.0.expose()])
    }
}

/// The key under which a store remembers that somebody was signed out everywhere.
#[must_use]
pub fn subject_key(issuer: &str, sub: &str) -> String {
    hashed("subject", &[issuer, sub])
}

/// The key under which a store remembers that the login of `state` was used.
#[must_use]
pub fn login_key(state: &str) -> String {
    hashed("login", &[state])
}

/// `kind:` and the SHA-256 of the parts, each with its length in front, so that no two lists of parts hash alike.
fn hashed(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    [kind, ":", &base64url::encode(&hash.finalize())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_comes_back_from_its_cookie() {
        let ticket = Ticket::new([7; 32]);
        let back = Ticket::parse(ticket.text().expose()).unwrap();
        assert_eq!(back.key(), ticket.key());
        assert_ne!(Ticket::new([8; 32]).key(), ticket.key());
        assert!(!ticket.key().contains(ticket.text().expose()));
    }

    #[test]
    fn what_is_no_ticket_has_no_record() {
        let text = base64url::encode(&[7; 32]);
        assert!(Ticket::parse(&text).is_some());
        for bad in ["", "x", &text[..42], &alloc::format!("{text}A"), &alloc::format!("{text}="), &base64url::encode(&[7; 33])] {
            assert!(Ticket::parse(bad).is_none());
        }
    }

    #[test]
    fn keys_of_different_things_differ() {
        assert_ne!(subject_key("a", "bc"), subject_key("ab", "c"));
        assert_ne!(subject_key("a", "b"), login_key("a"));
        assert!(
            subject_key("https://issuer", "person").starts_with("subject:") && !subject_key("https://issuer", "person").contains("person")
        );
    }
}
