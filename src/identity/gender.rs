//! The gender of civil status.
//!
//! Comes in: `gender` or `rnipp_gender`. Goes out: [`Gender`]. Never: a guess from another spelling.

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::reader::Reader;
use crate::base::redacted::redacted_debug;

/// The gender, as civil status has it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Gender {
    /// `female`.
    Female,
    /// `male`.
    Male,
    /// `unspecified`: neither of the two. People born in France have it too, and identities of other Member States (eIDAS attribute `Gender`).
    Unspecified,
}

redacted_debug!(Gender);

/// Reads the gender. A plain provider may use other words (OpenID Connect Core §5.1). They are reported too, which says why the field is absent.
pub(super) fn read(reader: &mut Reader<'_>, claim: &'static str) -> Option<Gender> {
    let read = match reader.text(claim)? {
        "female" => Ok(Gender::Female),
        "male" => Ok(Gender::Male),
        "unspecified" => Ok(Gender::Unspecified),
        _ => Err(AnomalyCode::UnknownValue),
    };
    reader.note(claim, read)
}

#[cfg(test)]
mod tests;
