//! Reads single claims, and collects their anomalies.
//!
//! Comes in: the claims. Goes out: their texts, borrowed; the anomalies.
//! Never: a change of a claim, nor a failure.

use alloc::vec::Vec;

use serde_json::Value;

use super::anomaly::{Anomaly, AnomalyCode};
use super::source::{ASSURED, RNIPP};
use crate::base::json::Object;

/// The claims, and the anomalies found so far.
pub(super) struct Reader<'a> {
    claims: &'a Object,
    anomalies: Vec<Anomaly>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(claims: &'a Object) -> Self {
        Self { claims, anomalies: Vec::new() }
    }

    /// Reports an anomaly of a claim, once.
    pub(super) fn report(&mut self, claim: &'static str, code: AnomalyCode) {
        let anomaly = Anomaly::new(claim, code);
        if !self.anomalies.contains(&anomaly) {
            self.anomalies.push(anomaly);
        }
    }

    /// Takes the value, or reports why there is none.
    pub(super) fn note<T>(&mut self, claim: &'static str, read: Result<T, AnomalyCode>) -> Option<T> {
        read.map_err(|code| self.report(claim, code)).ok()
    }

    /// The claim as received, of whatever type.
    pub(super) fn value(&self, claim: &str) -> Option<&'a Value> {
        self.claims.get(claim)
    }

    /// Whether the claim says something. An empty birthplace does: born abroad.
    pub(super) fn came(&self, claim: &str) -> bool {
        match self.value(claim) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.trim().is_empty() || claim == ASSURED.birthplace || claim == RNIPP.birthplace,
            Some(Value::Array(items)) => !items.is_empty(),
            Some(_) => true,
        }
    }

    /// The claim if it is a string. Nothing is reported if it is not.
    pub(super) fn peek(&self, claim: &str) -> Option<&'a str> {
        self.value(claim).and_then(Value::as_str)
    }

    /// The claim, a string of any content, empty included.
    pub(super) fn string(&mut self, claim: &'static str) -> Option<&'a str> {
        let read = match self.value(claim)? {
            Value::String(text) => Ok(text.as_str()),
            Value::Null => Err(AnomalyCode::Empty),
            _ => Err(AnomalyCode::NotAString),
        };
        self.note(claim, read)
    }

    /// The claim, a text that can be shown.
    pub(super) fn text(&mut self, claim: &'static str) -> Option<&'a str> {
        let text = self.string(claim)?;
        self.note(claim, presentable(text))
    }

    pub(super) fn into_anomalies(self) -> Vec<Anomaly> {
        self.anomalies
    }
}

/// A text that is not blank, and that has no character which changes how it, or what stands around it, is shown.
pub(super) fn presentable(text: &str) -> Result<&str, AnomalyCode> {
    if text.trim().is_empty() {
        return Err(AnomalyCode::Empty);
    }
    if text.chars().any(changes_display) {
        return Err(AnomalyCode::ControlCharacter);
    }
    Ok(text)
}

/// Control characters, line and paragraph separators, and what turns the direction of writing (Unicode UAX #9 §2).
fn changes_display(character: char) -> bool {
    character.is_control() || matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
