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
fn the_source_decides_what_the_claims_mean() {
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
fn an_array_of_the_own_series_that_does_not_join_is_a_contradiction() {
    let claims = json!({"given_name": "MARIE ANNE", "given_name_array": ["MARIE"]});
    let reported = [("given_name_array", "contradiction")];
    assert_eq!(given_of(&ASSURED, French, claims), (names(&["MARIE", "ANNE"], false), reported.into()));
    let claims = json!({"rnipp_given_name": "MARIE ANNE", "rnipp_given_name_array": ["ANNE", "MARIE"]});
    let reported = [("rnipp_given_name_array", "contradiction")];
    assert_eq!(given_of(&RNIPP, Register, claims), (names(&["MARIE", "ANNE"], false), reported.into()));
}

#[test]
fn the_registers_array_parts_the_assured_text_only_where_it_joins_to_it() {
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
fn malformed_arrays_are_reported() {
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
