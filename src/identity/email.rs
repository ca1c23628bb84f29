//! The e-mail address, by its form.
//!
//! Comes in: `email`. Goes out: the address as received. Never: a key to reconcile on (people share and change addresses), nor a change of
//! case.

use alloc::string::String;

use super::anomaly::AnomalyCode;
use super::reader::Reader;
use crate::base::limits;

/// Reads the e-mail address.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("email")?;
    let read = if is_address(text) { Ok(text.into()) } else { Err(AnomalyCode::NotAnEmailAddress) };
    reader.note("email", read)
}

/// `local@domain` in any script: a local part of atoms or in quotes, a domain with a dot. A quoted local part may hold an `@`.
///
/// FranceConnect+ checks with `isEmail` of validator.js. This takes the same, except white space outside of quotes.
fn is_address(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

fn is_local_part(local: &str) -> bool {
    local.len() <= limits::EMAIL_LOCAL_BYTES
        && match local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => is_quoted_text(quoted),
            None => local.split('.').all(is_atom),
        }
}

/// ASCII and letters of any script; `"` and `\` only after a backslash (RFC 5322 §3.2.4). Control characters were refused before.
fn is_quoted_text(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let quoted = if character == '\\' { characters.next() } else { Some(character).filter(|character| *character != '"') };
        if !quoted.is_some_and(|character| character.is_ascii() || character == '\u{a0}' || is_letter_of_any_script(character)) {
            return false;
        }
    }
    true
}

fn is_atom(atom: &str) -> bool {
    let is_sign = |character: char| "!#$%&'*+-/=?^_`{|}~".chars().any(|sign| sign == character);
    !atom.is_empty()
        && !atom.chars().any(char::is_whitespace)
        && atom.chars().all(|character| character.is_ascii_alphanumeric() || is_sign(character) || is_letter_of_any_script(character))
}

/// At least two labels, the last of which is no number (RFC 3696 §2).
fn is_domain(domain: &str) -> bool {
    domain.len() <= limits::EMAIL_DOMAIN_BYTES
        && domain.split('.').all(is_label)
        && domain.rsplit_once('.').is_some_and(|(_, last)| is_top_level(last))
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().count() <= limits::EMAIL_LABEL_CHARS
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|character| match character {
            // Full-width forms of ASCII: they look like another domain.
            '\u{ff01}'..='\u{ff5e}' => false,
            _ => character.is_ascii_alphanumeric() || character == '-' || (!character.is_ascii() && !character.is_whitespace()),
        })
}

fn is_top_level(label: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic() || is_letter_of_any_script(character);
    is_encoded(label) || (label.chars().nth(1).is_some() && label.chars().all(is_letter))
}

/// An internationalised label in ASCII (RFC 5890 §2.3.2.1).
fn is_encoded(label: &str) -> bool {
    label.len() > 3 && label.is_ascii() && label.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("xn"))
}

/// Beyond ASCII, in the Basic Multilingual Plane, and none of its private or unassigned ends.
const fn is_letter_of_any_script(character: char) -> bool {
    matches!(character, '\u{a1}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}')
}

#[cfg(test)]
mod tests;
