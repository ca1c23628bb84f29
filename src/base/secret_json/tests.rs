use super::*;

#[test]
fn wiping_reaches_every_string() {
    let mut value = serde_json::json!({ "d": "secret", "oth": [{ "r": "secret" }], "n": 1 });
    wipe(&mut value);
    assert_eq!(value, serde_json::json!({ "d": "", "oth": [{ "r": "" }], "n": 1 }));
}

#[test]
fn a_value_is_read() {
    let read = SecretJson::parse(br#"["secret"]"#).ok();
    assert_eq!(read.as_deref(), Some(&serde_json::json!(["secret"])));
    assert!(SecretJson::parse(b"[").is_err());
}
