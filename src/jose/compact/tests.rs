use super::*;

fn count(compact: &str) -> Result<usize, Code> {
    match split(compact) {
        Ok(Parts::Signed(_)) => Ok(3),
        Ok(Parts::Encrypted(_)) => Ok(5),
        Err(error) => Err(error.code()),
    }
}

#[test]
fn n25_only_three_and_five_parts_are_a_token() {
    assert_eq!(count("a.b.c"), Ok(3));
    assert_eq!(count("a.b.c.d.e"), Ok(5));
    for compact in ["", "a", "a.b", "a.b.c.d", "a.b.c.d.e.f", "a.b.c.d.e.f.g", ".....", &".".repeat(100_000)] {
        assert_eq!(count(compact), Err(Code::TokenMalformed));
    }
}

#[test]
fn n25_empty_parts_are_parts() {
    assert_eq!(count(".."), Ok(3));
    assert_eq!(count("...."), Ok(5));
}

#[test]
fn n26_a_token_ends_at_the_limit() {
    let longest = ["a.b.", &"c".repeat(limits::TOKEN_BYTES - 4)].concat();
    assert_eq!(count(&longest), Ok(3));
    assert_eq!(count(&[&longest, "c"].concat()), Err(Code::TokenTooLarge));
    assert_eq!(count(&".".repeat(limits::TOKEN_BYTES + 1)), Err(Code::TokenTooLarge));
}

#[test]
fn n27_json_serialisations_are_refused() {
    assert_eq!(count(r#"{"payload":"e30","protected":"e30","signature":"AA"}"#), Err(Code::TokenMalformed));
}

#[test]
fn n23_a_part_has_one_spelling() {
    assert_eq!(octets("-_8").unwrap(), [0xfb, 0xff]);
    for part in ["-_8=", "+/8", "-_ 8", "-_9", "-"] {
        assert_eq!(octets(part).unwrap_err().code(), Code::TokenMalformed, "{part}");
    }
}
