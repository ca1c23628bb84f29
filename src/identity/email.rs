//! The e-mail address, by its form.
//!
//! Comes in: `email`. Goes out: the address as received. Never: a key to reconcile on (people share and change addresses), nor a change of
//! case.

use alloc::string::String;

use super::anomaly::AnomalyCode;
use super::reader::Reader;

/// Reads the e-mail address.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("email")?;
    let read = if is_address(text) { Ok(text.into()) } else { Err(AnomalyCode::NotAnEmailAddress) };
    reader.note("email", read)
}

/// `dot-atom@domain` (RFC 5322 §3.4.1), in any script (RFC 6532). Quoted local parts, comments and address literals are left out: what can
/// hold spaces, commas and brackets is no longer one address wherever it is pasted. Lengths are the mail server's to judge.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| local.split('.').all(is_atom) && domain.split('.').all(is_label))
}

fn is_atom(atom: &str) -> bool {
    !atom.is_empty() && atom.chars().all(is_atom_text)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|character| character.is_ascii_alphanumeric() || character == '-' || is_international(character))
}

fn is_atom_text(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".chars().any(|allowed| allowed == character) || is_international(character)
}

fn is_international(character: char) -> bool {
    !character.is_ascii() && !character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{anomalies, object};
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses() {
        for text in [
            "angela@example.fr",
            "Angela.Dubois+impots@mail.example.fr",
            "o'neill@example.fr",
            "a@localhost",
            "zoé@exemple-accentué.fr",
            "a@1-2.fr",
        ] {
            let claims = object(json!({"email": text}));
            let mut reader = Reader::new(&claims);
            assert_eq!(read(&mut reader).as_deref(), Some(text));
            assert_eq!(anomalies(reader), []);
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "angela",
            "@example.fr",
            "angela@",
            "a@b@example.fr",
            "a..b@example.fr",
            ".a@example.fr",
            "a.@example.fr",
            "a b@example.fr",
            " a@example.fr",
            "a@example.fr ",
            "a@example .fr",
            "a@example..fr",
            "a@.fr",
            "a@fr.",
            "a@-example.fr",
            "a@example-.fr",
            "a@ex_ample.fr",
            "a@[127.0.0.1]",
            "\"a b\"@example.fr",
            "Angela <a@example.fr>",
            "a,b@example.fr",
            "a@example.fr,b@example.fr",
            "a\u{a0}b@example.fr",
        ] {
            let claims = object(json!({"email": text}));
            let mut reader = Reader::new(&claims);
            assert_eq!(read(&mut reader), None, "{text}");
            assert_eq!(anomalies(reader), [("email", "not_an_email_address")], "{text}");
        }
        for (value, code) in [(json!("a@example.fr\r\nBcc: b@example.fr"), "control_character"), (json!(["a@example.fr"]), "not_a_string")]
        {
            let claims = object(json!({"email": value}));
            let mut reader = Reader::new(&claims);
            assert_eq!(read(&mut reader), None);
            assert_eq!(anomalies(reader), [("email", code)]);
        }
    }
}
