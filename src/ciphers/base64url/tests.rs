//! RFC 4648 §10 in the alphabet of §5, and every text that is another spelling.

use super::*;

type Decoder = fn(&str) -> Option<Vec<u8>>;
const BOTH: [Decoder; 2] = [decode, decode_ciphertext];

#[test]
fn rfc4648s_examples() {
    for (octets, text) in
        [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy")]
    {
        for decode in BOTH {
            assert_eq!(decode(text).unwrap(), octets.as_bytes());
        }
    }
    for decode in BOTH {
        assert_eq!(decode("-_8").unwrap(), [0xfb, 0xff]);
    }
}

#[test]
fn another_spelling_is_none() {
    for text in ["Zm8=", "Zm9", "Zm8 ", " Zm8", "Zm\n8", "Z", "+_8", "-/8", "Zm8A=", "é"] {
        for decode in BOTH {
            assert_eq!(decode("Zm8").unwrap(), b"fo");
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
