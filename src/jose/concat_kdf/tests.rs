use super::*;
use crate::base::base64url;

/// RFC 7518, appendix C: Z, and the key for A128GCM between Alice and Bob.
const Z: [u8; 32] = [
    158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167, 121,
    140, 254, 144, 196,
];

#[test]
fn rfc7518_appendix_c() {
    let key = derive::<16>(&Z, "A128GCM", b"Alice", b"Bob");
    assert_eq!(base64url::encode(&*key), "VqqN6vgjbSBcIijNcacQGg");
}

#[test]
fn n45_every_input_counts_and_is_kept_apart_from_the_next() {
    let key = derive::<32>(&Z, "A256GCM", b"Alice", b"Bob");
    assert_eq!(key, derive::<32>(&Z, "A256GCM", b"Alice", b"Bob"));
    assert_ne!(key, derive::<32>(&Z, "A128GCM", b"Alice", b"Bob"));
    assert_ne!(key, derive::<32>(&Z, "A256GCM", b"AliceB", b"ob"));
    assert_ne!(key, derive::<32>(&Z, "A256GCM", b"", b""));
    assert_ne!(key, derive::<32>(&[0; 32], "A256GCM", b"Alice", b"Bob"));
    assert_ne!(key[..16], *derive::<16>(&Z, "A256GCM", b"Alice", b"Bob"));
}
