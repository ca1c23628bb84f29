//! The gender of civil status.
//!
//! Comes in: `gender` or `rnipp_gender`. Goes out: [`Gender`]. Never: a guess from another spelling.

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::reader::Reader;
use super::redacted;

/// The gender, as civil status has it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Gender {
    /// `female`.
    Female,
    /// `male`.
    Male,
    /// `unspecified`: neither is said. People born in France have it too, and other Member States' identities (eIDAS attribute `Gender`).
    Unspecified,
}

redacted!(Gender);

/// Reads the gender. A plain provider may use further words (OpenID Connect Core §5.1): they too are reported, to say why the field is absent.
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
mod tests {
    use super::super::testing::{anomalies, object};
    use super::*;
    use serde_json::json;

    #[test]
    fn the_three_words() {
        for (text, expected) in [("female", Gender::Female), ("male", Gender::Male), ("unspecified", Gender::Unspecified)] {
            let claims = object(json!({"gender": text}));
            let mut reader = Reader::new(&claims);
            let gender = read(&mut reader, "gender");
            assert_eq!(gender, Some(expected));
            assert_eq!(serde_json::to_value(gender).unwrap(), json!(text));
            assert_eq!(anomalies(reader), []);
        }
    }

    #[test]
    fn any_other() {
        for (value, code) in [
            (json!("Male"), "unknown_value"),
            (json!("F"), "unknown_value"),
            (json!("female "), "unknown_value"),
            (json!(1), "not_a_string"),
            (json!(""), "empty"),
        ] {
            let claims = object(json!({"gender": value}));
            let mut reader = Reader::new(&claims);
            assert_eq!(read(&mut reader, "gender"), None);
            assert_eq!(anomalies(reader), [("gender", code)]);
        }
    }
}
