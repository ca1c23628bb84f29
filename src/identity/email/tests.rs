use super::super::testing::{anomalies, object};
use super::*;
use alloc::format;
use alloc::vec::Vec;
use serde_json::{Value, json};

fn read_one(value: Value) -> (Option<String>, Vec<(&'static str, &'static str)>) {
    let claims = object(json!({"email": value}));
    let mut reader = Reader::new(&claims);
    let address = read(&mut reader);
    (address, anomalies(reader))
}

fn is_taken(text: &str) -> bool {
    let (address, codes) = read_one(json!(text));
    match address.as_deref() {
        Some(address) => assert_eq!((address, codes), (text, [].into())),
        None => assert_eq!(codes, [("email", "not_an_email_address")], "{text}"),
    }
    address.is_some()
}

#[test]
fn addresses_are_kept_as_received() {
    for text in [
        "angela@example.fr",
        "Angela.Dubois+impots@mail.example.fr",
        "o'neill@example.fr",
        "zoé@exemple-accentué.fr",
        "δοκιμή@παράδειγμα.δοκιμή",
        "用户@例子.广告",
        "a@xn--fsqu00a.xn--0zwm56d",
        "a@1-2.fr",
        "a@☀️.fr",
        "\"a b\"@example.fr",
        "\"a@b\"@example.fr",
        "\"a,b;<c>\"@example.fr",
        r#""a\"b\\"@example.fr"#,
        "\"zoé\u{a0}\u{3000}\"@example.fr",
        "\"\"@example.fr",
    ] {
        assert!(is_taken(text), "{text}");
    }
}

#[test]
fn texts_that_are_no_addresses_are_reported() {
    for text in [
        "angela",
        "@example.fr",
        "angela@",
        "a@localhost",
        "a@b@example.fr",
        "a..b@example.fr",
        ".a@example.fr",
        "a.@example.fr",
        "a b@example.fr",
        "a\u{3000}b@example.fr",
        " a@example.fr",
        "a@example.fr ",
        "a@example .fr",
        "a@exa\u{3000}mple.fr",
        "a@example..fr",
        "a@.fr",
        "a@fr.",
        "a@-example.fr",
        "a@example-.fr",
        "a@ex_ample.fr",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@example.f",
        "a@example.f1",
        "a@example.xn-",
        "a@ｅxample.fr",
        "a@example.☀",
        "\u{1f600}@example.fr",
        "\"@example.fr",
        "\"a\"b\"@example.fr",
        "\"a\\\"@example.fr",
        "\"\u{1f600}\"@example.fr",
        "a\"b@example.fr",
        "Angela <a@example.fr>",
        "a,b@example.fr",
        "a@example.fr,b@example.fr",
        "a\u{a0}b@example.fr",
    ] {
        assert!(!is_taken(text), "{text}");
    }
    for (value, code) in [(json!("a@example.fr\r\nBcc: b@example.fr"), "control_character"), (json!(["a@example.fr"]), "not_a_string")] {
        assert_eq!(read_one(value), (None, [("email", code)].into()));
    }
}

#[test]
fn parts_of_an_address_end_at_their_limits() {
    assert!(is_taken(&format!("{}@example.fr", "a".repeat(64))) && !is_taken(&format!("{}@example.fr", "a".repeat(65))));
    assert!(is_taken(&format!("{}@example.fr", "é".repeat(32))) && !is_taken(&format!("{}@example.fr", "é".repeat(33))));
    assert!(is_taken(&format!("a@{}.fr", "a".repeat(63))) && !is_taken(&format!("a@{}.fr", "a".repeat(64))));
    let domain = |last: usize| format!("{}{}.fr", format!("{}.", "a".repeat(60)).repeat(4), "a".repeat(last));
    assert_eq!((domain(7).len(), domain(8).len()), (254, 255));
    assert!(is_taken(&format!("{}@{}", "a".repeat(64), domain(7))) && !is_taken(&format!("a@{}", domain(8))));
}
