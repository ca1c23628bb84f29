use super::super::source::{ASSURED, RNIPP};
use super::super::testing::{anomalies, object};
use super::Source::{European, French, Plain, Register};
use super::*;
use alloc::vec::Vec;
use serde_json::{Value, json};

type Read = (Value, Value, Vec<(&'static str, &'static str)>);

fn read_as(source: Source, claims: Value) -> Read {
    let claims = object(claims);
    let mut reader = Reader::new(&claims);
    let (place, country) = read(&mut reader, &ASSURED, source);
    (serde_json::to_value(place).unwrap(), serde_json::to_value(country).unwrap(), anomalies(reader))
}

fn france() -> Value {
    json!({"code": "99100", "france": true})
}

fn algeria() -> Value {
    json!({"code": "99352", "france": false})
}

fn commune(code: &str, department: &str) -> Value {
    json!({"kind": "commune", "code": code, "department": department})
}

#[test]
fn born_in_france() {
    for source in [French, Plain] {
        for (code, department) in [("75113", "75"), ("2A004", "2A"), ("97411", "974")] {
            assert_eq!(
                read_as(source, json!({"birthplace": code, "birthcountry": "99100"})),
                (commune(code, department), france(), [].into())
            );
            assert_eq!(read_as(source, json!({"birthplace": code})), (commune(code, department), Value::Null, [].into()));
        }
    }
}

#[test]
fn a_birth_abroad_follows_from_the_country_alone() {
    let abroad = json!({"kind": "abroad"});
    for source in [French, Register, Plain] {
        assert_eq!(read_as(source, json!({"birthcountry": "99352"})), (abroad.clone(), algeria(), [].into()));
        for place in [
            json!(""),
            json!(null),
            json!("Alger"),
            json!("90900"),
            json!("93001"),
            json!("99352"),
            json!("  "),
            json!("Al\nger"),
            json!(93001),
            json!({"locality": "Alger"}),
        ] {
            let claims = json!({"birthplace": place, "birthcountry": "99352"});
            assert_eq!(read_as(source, claims), (abroad.clone(), algeria(), [].into()), "{place} {source:?}");
        }
    }
}

#[test]
fn without_a_country_an_empty_place_means_abroad() {
    let abroad = json!({"kind": "abroad"});
    assert_eq!(read_as(French, json!({"birthplace": ""})), (abroad.clone(), Value::Null, [].into()));
    assert_eq!(
        read_as(French, json!({"birthplace": "", "birthcountry": "DZ"})),
        (abroad, Value::Null, [("birthcountry", "not_a_country_code")].into())
    );
    assert_eq!(read_as(French, json!({})), (Value::Null, Value::Null, [].into()));
    assert_eq!(read_as(Plain, json!({"birthplace": ""})), (Value::Null, Value::Null, [].into()));
}

#[test]
fn an_empty_place_contradicts_a_birth_in_france() {
    let reported: Vec<_> = [("birthplace", "contradiction")].into();
    assert_eq!(read_as(French, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), reported));
    assert_eq!(read_as(Plain, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), [].into()));
    assert_eq!(read_as(French, json!({"birthcountry": "99100"})), (Value::Null, france(), [].into()));
}

#[test]
fn malformed_codes_are_reported() {
    for text in ["PARIS", "99352", "2C001", "00001", "75\n13"] {
        assert_eq!(
            read_as(French, json!({"birthplace": text, "birthcountry": "99100"})),
            (Value::Null, france(), [("birthplace", "not_a_commune_code")].into()),
            "{text}"
        );
    }
    for text in ["FR", "99990", "75056", "100"] {
        assert_eq!(
            read_as(French, json!({"birthplace": "75113", "birthcountry": text})),
            (commune("75113", "75"), Value::Null, [("birthcountry", "not_a_country_code")].into()),
            "{text}"
        );
    }
    for (value, code) in [(json!(75113), "not_a_string"), (json!(null), "empty"), (json!("  "), "empty")] {
        assert_eq!(read_as(French, json!({"birthplace": value})), (Value::Null, Value::Null, [("birthplace", code)].into()));
    }
    for (value, code) in [(json!(99100), "not_a_string"), (json!(null), "empty"), (json!(""), "empty")] {
        assert_eq!(read_as(French, json!({"birthcountry": value})), (Value::Null, Value::Null, [("birthcountry", code)].into()));
    }
}

#[test]
fn a_european_place_is_free_text() {
    for text in ["Aachen", "Köln, Nordrhein-Westfalen", "Αθήνα", "75113"] {
        assert_eq!(read_as(European, json!({"birthplace": text})), (json!({"kind": "free-text", "text": text}), Value::Null, [].into()));
    }
    assert_eq!(read_as(European, json!({"birthplace": ""})), (Value::Null, Value::Null, [("birthplace", "empty")].into()));
    assert_eq!(
        read_as(European, json!({"birthplace": "Aa\u{202e}chen"})),
        (Value::Null, Value::Null, [("birthplace", "control_character")].into())
    );
    assert_eq!(
        read_as(European, json!({"birthplace": "Aachen", "birthcountry": "99109"})),
        (json!({"kind": "free-text", "text": "Aachen"}), json!({"code": "99109", "france": false}), [].into())
    );
}

#[test]
fn a_plain_providers_claims_of_that_name_are_not_reported() {
    for (place, country) in [(json!("Paris"), json!("FR")), (json!({"locality": "Paris"}), json!(250)), (json!(""), json!(null))] {
        assert_eq!(read_as(Plain, json!({"birthplace": place, "birthcountry": country})), (Value::Null, Value::Null, [].into()));
    }
}

#[test]
fn the_registers_claims_are_read_alike() {
    let claims = object(json!({"rnipp_birthplace": "20004", "rnipp_birthcountry": "99990", "birthplace": "PARIS"}));
    let mut reader = Reader::new(&claims);
    let (place, country) = read(&mut reader, &RNIPP, Register);
    assert_eq!(serde_json::to_value(place).unwrap(), commune("20004", "20"));
    assert_eq!(country, None);
    assert_eq!(anomalies(reader), [("rnipp_birthcountry", "not_a_country_code")]);
}
