//! JSON that holds secrets: our own settings.
//!
//! Comes in: text. Goes out: its value, by reference. Never: a string of it left in memory after the drop.

use core::ops::Deref;

use serde_json::Value;
use zeroize::Zeroize as _;

use crate::base::json::{self, Malformed};

/// A JSON value whose strings are wiped when it is dropped. Names of members are not secret.
pub(crate) struct SecretJson(Value);

impl SecretJson {
    /// Reads one value.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, Malformed> {
        json::value(text).map(Self)
    }
}

impl Deref for SecretJson {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

impl Drop for SecretJson {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Wipes every string in it.
pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests;
