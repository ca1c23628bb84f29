use super::*;

type Decoder = fn(&str) -> Result<Vec<u8>, NotCanonical>;
const DECODERS: &[Decoder] = &[
    decode,
    #[cfg(feature = "worker")]
    decode_ciphertext,
];

#[test]
fn rfc7515_appendix_c() {
    assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
}

#[test]
fn n23_other_spellings_are_refused() {
    for decode in DECODERS {
        assert_eq!(decode("QQ").unwrap(), b"A");
        assert_eq!(decode("A-z_4ME").unwrap(), [3, 236, 255, 224, 193]);
        assert!(decode("").unwrap().is_empty());
        for text in ["QQ==", "QR", "QQ ", " QQ", "Q Q", "QQ\n", "Q", "A+z/4ME", "A-z_4MF", "é"] {
            assert_eq!(decode(text), Err(NotCanonical), "{text}");
        }
    }
}
