//! Private JWKs, read so that no copy of a secret stays in memory.
//!
//! Comes in: JSON of our own settings. Goes out: members by name, and P-256 secrets.
//! Never: a private member in the JWK model of `jose-jwk`, whose reader buffers members in places that nobody wipes.

use alloc::string::String;
use alloc::vec::Vec;

use p256::{PublicKey, SecretKey};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::base::json::{self, Malformed, Object};
use crate::base::secret_json::wipe;
use crate::base::{base64url, limits};

use super::jwk;

/// A JSON object that may hold secrets: every string in it is wiped when it is dropped.
pub(super) struct PrivateJwk(Object);

impl PrivateJwk {
    /// Reads one object.
    pub(super) fn parse(text: &[u8]) -> Result<Self, Malformed> {
        json::object(text).map(Self)
    }

    /// Takes an array of objects out; `None` where there is no array, or a member is not an object.
    pub(super) fn take_objects(&mut self, name: &str) -> Option<Vec<Self>> {
        let mut array = match self.0.get_mut(name)? {
            Value::Array(items) => items.iter_mut(),
            _ => return None,
        };
        let mut objects = Vec::new();
        array.try_for_each(|item| {
            let Value::Object(members) = item else { return None };
            objects.push(Self(core::mem::take(members)));
            Some(())
        })?;
        Some(objects)
    }

    /// Whether there is such a member, of whatever type.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A member that is a string.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// A member that is canonical base64url of at least one octet.
    pub(super) fn octets(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        let octets = Zeroizing::new(base64url::decode(self.text(name)?).ok()?);
        (!octets.is_empty()).then_some(octets)
    }

    /// The `kid`, if a token's header could have it.
    pub(super) fn kid(&self) -> Option<&str> {
        self.text("kid").filter(|kid| (1..=limits::KID_CHARS).contains(&kid.chars().count()))
    }

    /// Whether the key may be used so: see [`jwk::is_for`].
    pub(super) fn is_for(&self, class: &str, operations: &[&str]) -> bool {
        jwk::is_for(&self.0, class, operations)
    }

    /// Whether a member is absent, or is the text `only`.
    pub(super) fn is_absent_or(&self, name: &str, only: &str) -> bool {
        jwk::is_absent_or(&self.0, name, only)
    }

    /// RFC 7518 §6.2: the halves of a P-256 key. Whether they belong together, nobody has seen yet.
    pub(super) fn p256_halves(&self) -> Option<(SecretKey, PublicKey)> {
        let public = jwk::p256(&self.0)?;
        let scalar = self.octets("d")?;
        if scalar.len() != 32 {
            return None;
        }
        Some((SecretKey::from_slice(&scalar).ok()?, public))
    }

    /// A P-256 key whose halves belong together.
    pub(super) fn p256_secret(&self) -> Option<SecretKey> {
        let (secret, public) = self.p256_halves()?;
        (secret.public_key() == public).then_some(secret)
    }
}

impl Drop for PrivateJwk {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

/// The JSON text of an object of strings that need no escaping. It is written into one piece of memory, which is wiped when dropped: a buffer
/// that grows would leave copies in the memory that it had before.
pub(super) fn plain_object(members: &[(&str, &str)]) -> Zeroizing<String> {
    // Around each member: four quotation marks, a colon, a comma or a brace; and the first brace.
    let length =
        members.iter().fold(1_usize, |sum, (name, value)| sum.saturating_add(name.len()).saturating_add(value.len()).saturating_add(6));
    let mut text = Zeroizing::new(String::with_capacity(length));
    for (position, (name, value)) in members.iter().enumerate() {
        text.push(if position == 0 { '{' } else { ',' });
        for piece in ["\"", name, "\":\"", value, "\""] {
            text.push_str(piece);
        }
    }
    text.push('}');
    text
}

#[cfg(test)]
mod tests;
