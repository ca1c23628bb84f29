//! The e-mail address, by its form.
//!
//! Comes in: `email`. Goes out: the address as received. Never: a key to reconcile on (people share and change addresses), nor a change of
//! case.

use alloc::string::String;

use super::anomaly::AnomalyCode;
use super::reader::Reader;

/// Octets of a local part and of a path, without its angle brackets (RFC 5321 §4.5.3.1).
const LOCAL_BYTES: usize = 64;
const ADDRESS_BYTES: usize = 254;

/// Octets of a domain's label (RFC 1035 §2.3.4).
const LABEL_BYTES: usize = 63;

/// Reads the e-mail address.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("email")?;
    let read = if is_address(text) { Ok(text.into()) } else { Err(AnomalyCode::NotAnEmailAddress) };
    reader.note("email", read)
}

/// `dot-atom@domain` (RFC 5322 §3.4.1), in any script (RFC 6532). Quoted local parts, comments and address literals are left out: what can
/// hold spaces, commas and brackets is no longer one address wherever it is pasted.
fn is_address(text: &str) -> bool {
    text.len() <= ADDRESS_BYTES && text.split_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain))
}

fn is_local(local: &str) -> bool {
    local.len() <= LOCAL_BYTES && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text))
}

fn is_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        (1..=LABEL_BYTES).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|character| character.is_ascii_alphanumeric() || character == '-' || is_international(character))
    })
}

fn is_atom_text(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character) || is_international(character)
}

fn is_international(character: char) -> bool {
    !character.is_ascii() && !character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{anomalies, object};
    use super::*;
    use alloc::format;
    use serde_json::json;

    fn address(local: usize, domain: usize) -> String {
        let mut domain: String = "abcdefgh.".chars().cycle().take(domain).collect();
        if domain.ends_with('.') {
            domain.pop();
            domain.push('x');
        }
        format!("{}@{domain}", "l".repeat(local))
    }

    #[test]
    fn addresses() {
        let longest = address(64, 189);
        for text in [
            "angela@example.fr",
            "Angela.Dubois+impots@mail.example.fr",
            "o'neill@example.fr",
            "a@localhost",
            "zoé@exemple-accentué.fr",
            "a@1-2.fr",
            &longest,
        ] {
            let claims = object(json!({"email": text}));
            let mut reader = Reader::new(&claims);
            assert_eq!(read(&mut reader).as_deref(), Some(text));
            assert_eq!(anomalies(reader), []);
        }
    }

    #[test]
    fn what_is_none() {
        let long_local = address(65, 20);
        let too_long = address(64, 190);
        let long_label = format!("a@{}.fr", "l".repeat(64));
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
            &long_local,
            &too_long,
            &long_label,
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
