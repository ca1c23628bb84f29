//! The namespace of one client: what the Worker keeps of a person belongs to one client of one provider.
//!
//! Comes in: issuer and client identifier. Goes out: the names of cookies, the keys of records, and what seals are bound to. Never: a
//! name that another client has too. Two clients on one host get each other's cookies, and two with one secret store have the same keys
//! (N71, N73).

use alloc::string::String;

use sha2::{Digest, Sha256};

use crate::base::base64url;

/// Characters of the hash in the name of a cookie: enough to tell the clients of one host apart. The seal is bound to the whole hash.
const TAG_CHARS: usize = 8;

/// One client of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    id: [u8; 32],
    tag: String,
}

impl Namespace {
    /// That of `client_id` at `issuer`.
    #[must_use]
    pub fn new(issuer: &str, client_id: &str) -> Self {
        let id = hash([issuer, client_id]);
        let tag = base64url::encode(&id).chars().take(TAG_CHARS).collect();
        Self { id, tag }
    }

    /// The whole hash, for a seal to be bound to.
    #[must_use]
    pub const fn id(&self) -> &[u8; 32] {
        &self.id
    }

    /// A short name, for places where a clash costs only an entry of a cache.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The name of this client's cookie of a kind: `__Host-fc-session-…`.
    #[must_use]
    pub fn cookie(&self, kind: &str) -> String {
        ["__Host-fc-", kind, "-", &self.tag].concat()
    }

    /// The key of this client's record of a kind in a store: `session:…`. A hash: it tells a reader of the store nothing.
    #[must_use]
    pub fn record(&self, kind: &str, parts: &[&str]) -> String {
        let client = base64url::encode(&self.id);
        let parts = core::iter::once(client.as_str()).chain(parts.iter().copied());
        [kind, ":", &base64url::encode(&hash(parts))].concat()
    }
}

/// The SHA-256 of the parts, each with its length in front, so that no two lists of parts hash alike.
fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        // Eight octets wherever this runs: `usize` has four in WebAssembly.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
pub(crate) mod tests;
