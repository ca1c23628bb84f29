//! Scopes (RFC 6749 §3.3): a set of tokens, written with spaces between.
//!
//! Comes in: text. Goes out: the set. Never: a token that is not one.

use alloc::string::String;

use serde::Serialize;

use crate::base::limits;

/// A set of scopes, in the order in which they were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Scope(String);

impl Scope {
    /// Reads a scope that is asked for; `None` where a token holds what RFC 6749 does not allow, or stands there twice, or
    /// `openid` is not among them, or they are more than [`limits::SCOPES`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::granted(text).filter(|scope| scope.contains("openid"))
    }

    /// Reads a scope that was granted, in which some providers do not repeat `openid`: whether they granted it, the ID token that comes with it
    /// says (OIDC Core §3.1.2.1). `None` where it is no scope (RFC 6749 §3.3), an empty one too.
    #[must_use]
    pub fn granted(text: &str) -> Option<Self> {
        let mut scope = Self(String::new());
        for (count, token) in text.split(' ').filter(|token| !token.is_empty()).enumerate() {
            if count == limits::SCOPES || scope.contains(token) || !token.bytes().all(is_scope_character) {
                return None;
            }
            if count > 0 {
                scope.0.push(' ');
            }
            scope.0.push_str(token);
        }
        (!scope.0.is_empty()).then_some(scope)
    }

    /// The text, with one space between tokens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `token` is in it.
    #[must_use]
    pub fn contains(&self, token: &str) -> bool {
        self.0.split(' ').any(|own| own == token)
    }
}

/// `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
const fn is_scope_character(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e)
}

#[cfg(test)]
mod tests;
