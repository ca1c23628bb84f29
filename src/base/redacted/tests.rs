use alloc::format;

struct Token;
redacted_debug!(Token);

struct Borrowed<'a> {
    kid: &'a str,
    _secret: &'a str,
}
redacted_debug!(Borrowed<'_> { kid });

enum Answer {
    Plain(Token),
    Signed { _key: u8 },
}
redacted_debug!(Answer: Plain, Signed);

#[test]
fn a_type_shows_its_name_and_the_named_fields_only() {
    assert_eq!(format!("{:?}", Token), "Token(…)");
    assert_eq!(format!("{:?}{:?}", Answer::Plain(Token), Answer::Signed { _key: 2 }), "Plain(…)Signed(…)");
    assert_eq!(format!("{:?}", Borrowed { kid: "a", _secret: "b" }), "Borrowed { kid: \"a\", .. }");
}
