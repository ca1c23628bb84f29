//! An object of our own making, read back: a login under way, a session, a page's options.
//!
//! Comes in: JSON. Goes out: its members, each taken by its name and with its type. Never: an unknown member. [`Fields::end`] refuses a text
//! that has one, since we did not write it.

use alloc::string::String;
#[cfg(feature = "worker")]
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::json::{self, Malformed, Object};
use crate::base::scope::Scope;
use crate::base::secret::Secret;

/// The members of an object, each of which can be taken once.
pub(crate) struct Fields {
    members: Object,
    taken: usize,
}

impl Fields {
    pub(crate) fn read(text: &[u8]) -> Result<Self, Malformed> {
        Ok(Self { members: json::object(text)?, taken: 0 })
    }

    /// An absent member is null.
    fn take(&mut self, name: &str) -> Value {
        self.members.get_mut(name).map_or(Value::Null, |value| {
            self.taken = self.taken.saturating_add(1);
            value.take()
        })
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<String, Malformed> {
        self.optional_text(name)?.ok_or(Malformed)
    }

    pub(crate) fn optional_text(&mut self, name: &str) -> Result<Option<String>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            _ => Err(Malformed),
        }
    }

    #[cfg(any(test, feature = "browser"))]
    pub(crate) fn optional_flag(&mut self, name: &str) -> Result<Option<bool>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(flag)),
            _ => Err(Malformed),
        }
    }

    pub(crate) fn secret(&mut self, name: &str) -> Result<Secret, Malformed> {
        self.text(name).map(Secret::new)
    }

    pub(crate) fn scope(&mut self, name: &str) -> Result<Scope, Malformed> {
        Scope::parse(&self.text(name)?).ok_or(Malformed)
    }

    pub(crate) fn integer(&mut self, name: &str) -> Result<i64, Malformed> {
        self.take(name).as_i64().ok_or(Malformed)
    }

    pub(crate) fn optional_integer(&mut self, name: &str) -> Result<Option<i64>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            value => value.as_i64().map(Some).ok_or(Malformed),
        }
    }

    #[cfg(feature = "worker")]
    pub(crate) fn optional_texts(&mut self, name: &str) -> Result<Option<Vec<String>>, Malformed> {
        let text = |item| if let Value::String(text) = item { Ok(text) } else { Err(Malformed) };
        match self.take(name) {
            Value::Null => Ok(None),
            Value::Array(items) => items.into_iter().map(text).collect::<Result<_, _>>().map(Some),
            _ => Err(Malformed),
        }
    }

    #[cfg(feature = "worker")]
    pub(crate) fn object(&mut self, name: &str) -> Result<Object, Malformed> {
        if let Value::Object(members) = self.take(name) { Ok(members) } else { Err(Malformed) }
    }

    /// Refuses members that were not taken.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.taken == self.members.len() { Ok(()) } else { Err(Malformed) }
    }
}

#[cfg(test)]
mod tests;
