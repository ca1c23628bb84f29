//! Text that must not be seen: codes, verifiers, client secrets, access tokens.
//!
//! Comes in: text. Goes out: the text, by [`Secret::expose`] alone. Never: the text in `Debug`, or in memory after the drop; a comparison whose
//! time tells how much was guessed.

use alloc::string::String;

use serde::{Serialize, Serializer};
use subtle::ConstantTimeEq;

use crate::base::redacted::redacted_debug;
use crate::base::wiped::Wiped;

/// A secret text.
#[derive(Clone)]
pub struct Secret(Wiped<String>);

redacted_debug!(Secret);

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl Secret {
    /// Takes the text in.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Wiped::new(text.into()))
    }

    /// The text itself: for the request or the hash that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the texts are equal, in time that depends on the lengths alone.
    #[must_use]
    pub fn equals(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests;
