use alloc::format;

struct Token;
redacted_debug!(Token);

struct Borrowed<'a> {
    kid: &'a str,
    _secret: &'a str,
}
redacted_debug!(Borrowed<'_> { kid });

#[test]
fn a_type_shows_its_name_and_the_named_fields_only() {
    assert_eq!(format!("{:?}", Token), "Token(…)");
    assert_eq!(format!("{:?}", Borrowed { kid: "a", _secret: "b" }), "Borrowed { kid: \"a\", .. }");
}
