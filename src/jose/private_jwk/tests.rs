use super::*;

#[test]
fn plain_objects_fit_their_memory_exactly() {
    let text = plain_object(&[("kty", "RSA"), ("n", "AQAB")]);
    assert_eq!(*text, r#"{"kty":"RSA","n":"AQAB"}"#);
    assert_eq!(text.len(), text.capacity());
}
