//! Names: birth name, usual name, given names.
//!
//! Comes in: `family_name`, `preferred_username`, `given_name` and the arrays of given names. Goes out: the names, spelt as received.
//! Never: a repair. Case, accents and spaces are the person's; whoever compares names folds a copy. Two people are never one because
//! their names are alike: reconcile on issuer and `sub`.

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

/// Reads the family names of the assured series: what the claims mean depends on who speaks.
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

/// Not everybody has a usual name: `null` and an empty text say that, and are nothing odd.
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
/// An array parts them exactly, if joined by spaces it is the text. The series' own array must be: else it is reported and not used. The
/// register's array serves the assured series as well where it joins to the same text; where it does not, the two sources differ,
/// which they may.
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

/// A name, kept although its length may have to be reported. FranceConnect+ takes any letters, case and signs, so none of them is odd.
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
mod tests {
    use super::super::testing::{anomalies, object};
    use super::Source::{European, French, Plain, Register};
    use super::*;
    use serde_json::json;

    type Codes = Vec<(&'static str, &'static str)>;

    fn family_of(source: Source, claims: Value) -> (Option<String>, Option<String>, Codes) {
        let claims = object(claims);
        let mut reader = Reader::new(&claims);
        let names = family(&mut reader, source);
        (names.birth, names.usual, anomalies(reader))
    }

    fn given_of(series: &Series, source: Source, claims: Value) -> (Option<(Vec<String>, bool)>, Codes) {
        let claims = object(claims);
        let mut reader = Reader::new(&claims);
        let names = given(&mut reader, series, source);
        (names.map(|given| (given.names, given.exact)), anomalies(reader))
    }

    fn names(list: &[&str], exact: bool) -> Option<(Vec<String>, bool)> {
        Some((list.iter().map(|name| String::from(*name)).collect(), exact))
    }

    #[test]
    fn names_of_any_letters_case_and_signs_are_kept_as_received() {
        for text in [
            "DUPONT",
            "Martin",
            "Byron",
            "O’Brien",
            "D'ARTAGNAN",
            "Ñuñez",
            "King, Countess of Lovelace",
            "_",
            "X",
            "MUÑOZ",
            "Łukasiewicz",
            "Ó Súilleabháin",
            "Παπαδόπουλος",
            "李",
            "DUPONT2",
            "DUPONT\u{a0}MARTIN",
            // The same name, composed (NFC) and decomposed (NFD).
            "\u{c9}LIE",
            "E\u{301}LIE",
        ] {
            let claims = json!({"family_name": text, "preferred_username": text});
            let (birth, usual, codes) = family_of(French, claims.clone());
            assert_eq!((birth.as_deref(), usual.as_deref(), codes), (Some(text), Some(text), [].into()));
            for source in [European, Plain] {
                assert_eq!(family_of(source, claims.clone()), (None, Some(text.into()), [].into()));
            }
            let given = given_of(&ASSURED, French, json!({"given_name": text.replace(' ', "-")}));
            assert_eq!(given, (names(&[&text.replace(' ', "-")], false), [].into()));
        }
    }

    #[test]
    fn a_name_has_up_to_256_characters() {
        for (characters, codes) in [(1, &[][..]), (256, &[]), (257, &[("family_name", "undocumented_form")])] {
            let text = "é".repeat(characters);
            for source in [French, European] {
                let (birth, usual, found) = family_of(source, json!({"family_name": text}));
                assert_eq!((birth.or(usual).as_ref(), found.as_slice()), (Some(&text), codes));
            }
            assert_eq!(family_of(Plain, json!({"family_name": text})).2, []);
        }
        let text = "é".repeat(257);
        let reported = [("given_name", "undocumented_form")];
        assert_eq!(given_of(&ASSURED, French, json!({"given_name": text})), (names(&[&text], false), reported.into()));
    }

    #[test]
    fn an_empty_usual_name_is_none() {
        for value in [json!(""), json!(null)] {
            let claims = json!({"family_name": "MARTIN", "preferred_username": value});
            assert_eq!(family_of(French, claims.clone()), (Some("MARTIN".into()), None, [].into()));
            assert_eq!(family_of(European, claims), (None, Some("MARTIN".into()), [].into()));
        }
        for (value, code) in [(json!(" "), "empty"), (json!(7), "not_a_string"), (json!([]), "not_a_string")] {
            let claims = json!({"preferred_username": value});
            assert_eq!(family_of(French, claims), (None, None, [("preferred_username", code)].into()));
        }
    }

    #[test]
    fn who_speaks_decides_what_the_claims_mean() {
        let claims = json!({"family_name": "MARTIN", "preferred_username": "DURAND"});
        assert_eq!(family_of(French, claims.clone()), (Some("MARTIN".into()), Some("DURAND".into()), [].into()));
        assert_eq!(family_of(European, claims.clone()), (None, Some("MARTIN".into()), [].into()));
        assert_eq!(family_of(Plain, claims), (None, Some("MARTIN".into()), [].into()));
        let login = json!({"preferred_username": "martin75"});
        assert_eq!(family_of(European, login.clone()), (None, Some("martin75".into()), [].into()));
        assert_eq!(family_of(Plain, login), (None, None, [].into()));
        assert_eq!(family_of(Plain, json!({"preferred_username": 7})), (None, None, [].into()));
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_absent() {
        for (value, code) in [(json!(""), "empty"), (json!(["MARTIN"]), "not_a_string"), (json!("MAR\rTIN"), "control_character")] {
            assert_eq!(family_of(French, json!({"family_name": value})), (None, None, [("family_name", code)].into()));
        }
    }

    #[test]
    fn a_text_is_parted_at_spaces_which_is_a_guess() {
        for (text, expected) in [
            ("ANGELA", names(&["ANGELA"], false)),
            ("Angela Claire Louise", names(&["Angela", "Claire", "Louise"], false)),
            ("Jean-Noël Zoé", names(&["Jean-Noël", "Zoé"], false)),
            (" ANGELA  CLAIRE ", names(&["ANGELA", "CLAIRE"], false)),
            ("ANGELA ", names(&["ANGELA"], false)),
        ] {
            for source in [French, European, Plain] {
                assert_eq!(given_of(&ASSURED, source, json!({"given_name": text})), (expected.clone(), [].into()), "{text}");
            }
        }
        assert_eq!(given_of(&ASSURED, French, json!({})), (None, [].into()));
    }

    #[test]
    fn an_array_that_joins_to_the_text_parts_it_exactly() {
        let claims = json!({"given_name": "MARIE ANNE CLAIRE", "given_name_array": ["MARIE ANNE", "CLAIRE"]});
        assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARIE ANNE", "CLAIRE"], true), [].into()));
        let claims = json!({"rnipp_given_name": "MARIE ANNE CLAIRE", "rnipp_given_name_array": ["MARIE ANNE", "CLAIRE"]});
        assert_eq!(given_of(&RNIPP, Register, claims), (names(&["MARIE ANNE", "CLAIRE"], true), [].into()));
        let claims = json!({"given_name_array": ["MARIE ANNE", "CLAIRE"]});
        assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARIE ANNE", "CLAIRE"], true), [].into()));
    }

    #[test]
    fn an_array_of_its_own_series_that_does_not_is_a_contradiction() {
        let claims = json!({"given_name": "MARIE ANNE", "given_name_array": ["MARIE"]});
        let reported = [("given_name_array", "contradiction")];
        assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARIE", "ANNE"], false), reported.into()));
        let claims = json!({"rnipp_given_name": "MARIE ANNE", "rnipp_given_name_array": ["ANNE", "MARIE"]});
        let reported = [("rnipp_given_name_array", "contradiction")];
        assert_eq!(given_of(&RNIPP, Register, claims), (names(&["MARIE", "ANNE"], false), reported.into()));
    }

    #[test]
    fn the_registers_array_serves_the_assured_text_only_where_it_joins_to_it() {
        let array = json!(["MARIE ANNE", "CLAIRE"]);
        let same = json!({"given_name": "MARIE ANNE CLAIRE", "rnipp_given_name_array": array});
        assert_eq!(given_of(&ASSURED, French, same), (names(&["MARIE ANNE", "CLAIRE"], true), [].into()));
        for text in ["MARIE ANNE", "Marie Anne Claire", "MARIE  ANNE CLAIRE"] {
            let other = json!({"given_name": text, "rnipp_given_name_array": array});
            let (read, codes) = given_of(&ASSURED, French, other);
            assert_eq!((read.map(|(_, exact)| exact), codes), (Some(false), [].into()));
        }
        let only = json!({"rnipp_given_name_array": array});
        assert_eq!(given_of(&ASSURED, French, only), (None, [].into()));
    }

    #[test]
    fn arrays_that_are_none() {
        for (value, code) in [
            (json!([]), "empty"),
            (json!(null), "empty"),
            (json!(["MARIE", ""]), "empty"),
            (json!("MARIE ANNE"), "not_a_string_array"),
            (json!({"0": "MARIE"}), "not_a_string_array"),
            (json!(["MARIE", 7]), "not_a_string_array"),
            (json!(["MARIE", "AN\u{7}NE"]), "control_character"),
        ] {
            let claims = json!({"given_name": "MARIE ANNE", "given_name_array": value});
            assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARIE", "ANNE"], false), [("given_name_array", code)].into()));
        }
        let claims = json!({"given_name_array": ["MARÍA"]});
        assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARÍA"], true), [].into()));
    }
}
