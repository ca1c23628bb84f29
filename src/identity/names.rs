//! Names: birth name, usual name, given names.
//!
//! Comes in: `family_name`, `preferred_username`, `given_name` and the arrays of given names. Goes out: the names, spelt as received.
//! Never: a repair. Case, accents and spaces stay as they are; a comparison of names folds a copy. Equal names do not make two people one:
//! reconcile on issuer and `sub`.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;

use super::anomaly::AnomalyCode;
use super::reader::{Reader, presentable};
use super::source::{ASSURED, RNIPP, Series, Source};
use crate::base::limits;

/// Birth name and usual name.
#[derive(Default)]
pub(super) struct FamilyNames {
    pub(super) birth: Option<String>,
    pub(super) usual: Option<String>,
}

/// Reads the family names of the assured series. What the claims mean depends on the source.
pub(super) fn family(reader: &mut Reader<'_>, source: Source) -> FamilyNames {
    let family_name = birth(reader, &ASSURED, source);
    match source {
        Source::French | Source::Register => FamilyNames { birth: family_name, usual: usual(reader, source) },
        // An eIDAS node gives the current family name, not the one at birth. FranceConnect+ writes it in both claims.
        Source::European => FamilyNames { birth: None, usual: family_name.or(usual(reader, source)) },
        // `preferred_username` is a login there (OpenID Connect Core §5.1), chosen by the person and not unique.
        Source::Plain => FamilyNames { birth: None, usual: family_name },
    }
}

/// Reads `family_name` of a series, which is the birth name in the register and in French identities.
pub(super) fn birth(reader: &mut Reader<'_>, series: &Series, source: Source) -> Option<String> {
    name(reader, series.family_name, source).map(String::from)
}

/// Reads the usual name. Some people have none: `null` and an empty text say so, and are no anomaly.
fn usual(reader: &mut Reader<'_>, source: Source) -> Option<String> {
    let claim = "preferred_username";
    if matches!(reader.value(claim), Some(Value::Null)) || reader.peek(claim) == Some("") {
        return None;
    }
    name(reader, claim, source).map(String::from)
}

/// Given names, and whether they are parted as the provider parts them.
pub(super) struct GivenNames {
    pub(super) names: Vec<String>,
    /// Whether an array said where each name ends. A space in a text may part names or stand within one: parting it is a guess.
    pub(super) exact: bool,
}

/// Reads the given names of a series.
///
/// An array parts them exactly where its names, joined by spaces, are the text. The series' own array must join to it; one that does not is
/// reported and not used. The register's array is used for the assured series too where it joins to that text. Where it does not, nothing
/// is reported: the two sources may differ.
pub(super) fn given(reader: &mut Reader<'_>, series: &Series, source: Source) -> Option<GivenNames> {
    let text = name(reader, series.given_name, source);
    let own = own_list(reader, series.given_name_array);
    let Some(text) = text else {
        return own.map(|list| exactly(&list));
    };
    if own.as_ref().is_some_and(|list| list.join(" ") != text) {
        reader.report(series.given_name_array, AnomalyCode::Contradiction);
    }
    let register = reader.value(RNIPP.given_name_array).and_then(|value| list(value).ok());
    match own.into_iter().chain(register).find(|list| list.join(" ") == text) {
        Some(list) => Some(exactly(&list)),
        None => Some(parted(text)),
    }
}

fn exactly(list: &[&str]) -> GivenNames {
    GivenNames { names: list.iter().map(|name| String::from(*name)).collect(), exact: true }
}

fn parted(text: &str) -> GivenNames {
    GivenNames { names: text.split(' ').filter(|name| !name.is_empty()).map(String::from).collect(), exact: false }
}

/// A name. One that is too long is reported and kept. FranceConnect+ takes any letters, case and signs, so none of them is an anomaly.
fn name<'a>(reader: &mut Reader<'a>, claim: &'static str, source: Source) -> Option<&'a str> {
    let name = reader.text(claim)?;
    if source != Source::Plain && name.chars().nth(limits::NAME_CHARS).is_some() {
        reader.report(claim, AnomalyCode::UndocumentedForm);
    }
    Some(name)
}

fn own_list<'a>(reader: &mut Reader<'a>, claim: &'static str) -> Option<Vec<&'a str>> {
    let read = list(reader.value(claim)?);
    reader.note(claim, read)
}

fn list(value: &Value) -> Result<Vec<&str>, AnomalyCode> {
    match value {
        Value::Null => Err(AnomalyCode::Empty),
        Value::Array(items) if items.is_empty() => Err(AnomalyCode::Empty),
        Value::Array(items) => items.iter().map(|item| item.as_str().ok_or(AnomalyCode::NotAStringArray).and_then(presentable)).collect(),
        _ => Err(AnomalyCode::NotAStringArray),
    }
}

#[cfg(test)]
mod tests;
