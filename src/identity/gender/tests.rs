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
fn any_other_word_is_reported() {
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
