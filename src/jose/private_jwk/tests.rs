use super::*;

#[test]
fn a_plain_object_fills_its_memory_exactly() {
    let text = plain_object(&[("kty", "RSA"), ("n", "AQAB")]);
    assert_eq!(*text, r#"{"kty":"RSA","n":"AQAB"}"#);
    assert_eq!(text.len(), text.capacity());
}
