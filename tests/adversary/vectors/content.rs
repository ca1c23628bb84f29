//! Content encryption: `aes_gcm`. What has our lengths reaches the host's cipher as it is, and is decrypted, or refused at its tag; everything
//! else a token cannot even say.

use fc_pivot::Code;
use fc_pivot::jose::jwe::{ContentKey, Jwe};
use fc_pivot::jose::operation::Operation;
use serde_json::{Value, json};

use crate::corpus::{id, is_valid, load, octets, tests};
use crate::figure::{Count, figure};
use crate::sealed::{Parts, decrypt};

#[test]
fn aes_gcm() {
    const NAME: &str = "wycheproof aes_gcm";
    let file = load("wycheproof/aes_gcm_test.json");
    let (mut accepted, mut refused, mut by_form) = (0, 0, 0);
    for (_, test) in tests(&file) {
        let [key, iv, tag, ciphertext] = ["key", "iv", "tag", "ct"].map(|name| octets(test, name));
        if (key.len(), iv.len(), tag.len()) != (32, 12, 16) {
            refuse_by_form(test);
            by_form += 1;
            continue;
        }
        let header = json!({ "alg": "RSA-OAEP", "enc": "A256GCM" });
        let jwe = Jwe::parse(&Parts { header: &header, encrypted_key: &[1], iv: &iv, ciphertext: &ciphertext, tag: &tag }.compact());
        let (_, operation) = jwe.unwrap().decryption(ContentKey::unwrapped(Some(&key), [7; 32]));
        let Operation::Decrypt { key, iv, sealed, .. } = operation else { panic!("the host decrypts") };
        // A token's own additional data are its header; here they are Wycheproof's.
        let outcome = decrypt(&key, &iv, &octets(test, "aad"), &sealed);
        if is_valid(test) {
            assert_eq!(outcome, Some(octets(test, "msg")), "tcId {}", id(test));
            accepted += 1;
        } else {
            assert_eq!(outcome, None, "tcId {}", id(test));
            refused += 1;
        }
    }
    figure(NAME, &[Count(accepted, 39, "accepted"), Count(refused, 27, "refused at the tag"), Count(by_form, 250, "refused by form")]);
    assert_eq!((accepted, refused, by_form), (39, 27, 250));
}

/// As a token: an IV of another length, or a content key of another length, whether the header owns up to it or not.
fn refuse_by_form(test: &Value) {
    let [key, iv, tag, ciphertext] = ["key", "iv", "tag", "ct"].map(|name| octets(test, name));
    let parse = |enc: String| {
        let header = json!({ "alg": "RSA-OAEP", "enc": enc });
        Jwe::parse(&Parts { header: &header, encrypted_key: &[1], iv: &iv, ciphertext: &ciphertext, tag: &tag }.compact())
    };
    let refusal = |enc| parse(enc).unwrap_err().code();
    if key.len() != 32 {
        assert_eq!(refusal(format!("A{}GCM", key.len() * 8)), Code::EncNotAllowed, "tcId {}", id(test));
    }
    if (iv.len(), tag.len()) == (12, 16) {
        let (_, operation) = parse("A256GCM".into()).unwrap().decryption(ContentKey::unwrapped(Some(&key), [7; 32]));
        assert!(matches!(operation, Operation::Decrypt { key, .. } if *key == [7; 32]), "tcId {}", id(test));
    } else {
        assert_eq!(refusal("A256GCM".into()), Code::TokenMalformed, "tcId {}", id(test));
    }
}
