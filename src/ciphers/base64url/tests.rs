//! RFC 4648 §10 in the alphabet of §5, and every text that is another spelling.

use super::*;

#[test]
fn rfc4648s_examples() {
    for (octets, text) in
        [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy")]
    {
        assert_eq!(encode(octets.as_bytes()), text);
        assert_eq!(decode(text).unwrap(), octets.as_bytes());
    }
    assert_eq!(encode(&[0xfb, 0xff]), "-_8");
}

#[test]
fn another_spelling_is_none() {
    assert_eq!(decode("Zm8").unwrap(), b"fo");
    for text in ["Zm8=", "Zm9", "Zm8 ", " Zm8", "Zm\n8", "Z", "+_8", "-/8", "Zm8A=", "é"] {
        assert_eq!(decode(text), None, "{text}");
    }
}
