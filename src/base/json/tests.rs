use super::*;
use alloc::format;

#[test]
fn an_object_is_read_with_its_values() {
    let read = object(br#" {"a":[1,-2,0.5,true,null],"b":{"c":"\u00e9"}} "#).unwrap();
    assert_eq!(Value::Object(read), serde_json::json!({"a":[1,-2,0.5,true,null],"b":{"c":"é"}}));
}

#[test]
fn an_error_does_not_repeat_the_text() {
    let thrown = <Malformed as serde::de::Error>::custom("canary");
    assert_eq!((thrown, format!("{thrown}")), (Malformed, "malformed".into()));
}

#[test]
fn n22_a_repeated_name_is_refused_at_every_depth() {
    assert!(object(br#"{"sub":"a","sub2":"b"}"#).is_ok());
    assert_eq!(object(br#"{"sub":"a","sub":"b"}"#), Err(Malformed));
    assert_eq!(object(br#"{"sub":"a","s\u0075b":"b"}"#), Err(Malformed));
    assert_eq!(object(br#"{"x":[{"a":1,"a":1}]}"#), Err(Malformed));
}

#[test]
fn n24_anything_but_one_object_is_refused() {
    assert!(object(b"{}").is_ok());
    for text in [
        &b"[]"[..],
        b"\"a\"",
        b"1",
        b"null",
        b"",
        b"{} {}",
        b"{}x",
        b"\xef\xbb\xbf{}",
        b"{\"a\":\"\xff\"}",
        b"{\"a\":1e400}",
        b"{\"a\":-1.5e99999999999}",
        b"{'a':1}",
        b"{\"a\":1,}",
    ] {
        assert_eq!(object(text), Err(Malformed));
    }
}

#[cfg(feature = "bindings")]
#[test]
fn a_number_keeps_its_digits() {
    for text in ["0", "-0", "1.10", "18446744073709551616", "0.1e-999", "-1e+300", "[1.5]"] {
        assert_eq!(super::text(&value(text.as_bytes()).unwrap()), text);
    }
}

#[test]
fn n24_an_object_that_looks_like_a_number_is_refused() {
    let deepest = format!("{}1.5{}", "[".repeat(limits::JSON_DEPTH), "]".repeat(limits::JSON_DEPTH));
    assert!(value(deepest.as_bytes()).is_ok());
    for number in [r#""1.5""#, r#""\u0031""#, "1", "1.5", "null", "[]", "{}"] {
        assert_eq!(value(format!("{{\"{NUMBER}\":{number}}}").as_bytes()), Err(Malformed), "{number}");
    }
    assert!(value(format!(r#"{{"a":1,"{NUMBER}":"1.5"}}"#).as_bytes()).unwrap().is_object());
}

/// What serde_json hands over for a number in our modules, where `given` is what it says under the name.
fn handed_over<'a, T: serde::de::IntoDeserializer<'a, Malformed>>(given: T) -> Option<Value> {
    let flawed = Cell::new(false);
    let members = serde::de::value::MapDeserializer::<_, Malformed>::new([(NUMBER, given)].into_iter());
    let value = Strict { depth: limits::JSON_DEPTH, number: false, flawed: &flawed }.deserialize(members).ok()?;
    (!flawed.get()).then_some(value)
}

#[test]
fn n24_a_number_given_as_text_is_bounded_and_no_other_text_is_a_number() {
    let largest = format!("1{}", "0".repeat(307));
    for text in ["1.5", "-0.5e-999", "1.5e307", "-12.5E+306", &largest] {
        assert!(handed_over(String::from(text)).is_some_and(|value| value.is_number()), "{text}");
    }
    for text in ["1.5e308", "-12.5E307", "1e99999999999", &format!("{largest}0.5")] {
        assert_eq!(handed_over(String::from(text)), None, "{text}");
    }
    assert_eq!(
        (handed_over("1.5"), handed_over(1_u64), handed_over(-1_i64), handed_over(true), handed_over(())),
        (None, None, None, None, None)
    );
}

#[test]
fn n24_nesting_ends_at_the_limit() {
    let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(object(nested(limits::JSON_DEPTH - 1).as_bytes()).is_ok());
    assert_eq!(object(nested(limits::JSON_DEPTH).as_bytes()), Err(Malformed));
    assert_eq!(object(nested(100_000).as_bytes()), Err(Malformed));
}
