use super::super::testing::{anomalies, object};
use super::*;
use serde_json::json;

#[test]
fn a_text_is_read_and_anything_else_is_reported() {
    for (value, expected, code) in [
        (json!("DUPONT"), Some("DUPONT"), None),
        (json!(" É "), Some(" É "), None),
        (json!(""), None, Some("empty")),
        (json!(" \u{a0}\t"), None, Some("empty")),
        (json!(null), None, Some("empty")),
        (json!(7), None, Some("not_a_string")),
        (json!(["DUPONT"]), None, Some("not_a_string")),
        (json!({"value": "DUPONT"}), None, Some("not_a_string")),
        (json!("DU\u{0}PONT"), None, Some("control_character")),
        (json!("DU\nPONT"), None, Some("control_character")),
        (json!("DU\u{2028}PONT"), None, Some("control_character")),
        (json!("\u{202e}TNOPUD"), None, Some("control_character")),
        (json!("\u{2067}TNOPUD"), None, Some("control_character")),
    ] {
        let claims = object(json!({"family_name": value}));
        let mut reader = Reader::new(&claims);
        assert_eq!(reader.text("family_name"), expected);
        assert_eq!(anomalies(reader), code.map(|code| ("family_name", code)).into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn an_absent_claim_is_no_anomaly() {
    let claims = Object::new();
    let mut reader = Reader::new(&claims);
    assert_eq!(reader.text("family_name"), None);
    assert_eq!(anomalies(reader), []);
}

#[test]
fn an_anomaly_is_reported_once() {
    let claims = Object::new();
    let mut reader = Reader::new(&claims);
    reader.report("gender", AnomalyCode::UnknownValue);
    reader.report("gender", AnomalyCode::UnknownValue);
    reader.report("gender", AnomalyCode::Empty);
    assert_eq!(anomalies(reader), [("gender", "unknown_value"), ("gender", "empty")]);
}
