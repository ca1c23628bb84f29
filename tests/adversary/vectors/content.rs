//! Content encryption: `aes_gcm`. What has our lengths is decrypted, or refused at its tag; everything else a token cannot even say.

use fc_pivot::Code;
use fc_pivot::jose::a256gcm;
use fc_pivot::jose::jwe::{ContentKey, Jwe};
use serde_json::{Value, json};

use crate::corpus::{id, is_valid, load, octets, tests};
use crate::figure::{Count, figure};
use crate::sealed::Parts;

#[test]
fn aes_gcm() {
    const NAME: &str = "wycheproof aes_gcm";
    let file = load("wycheproof/aes_gcm_test.json");
    let (mut accepted, mut refused, mut by_form) = (0, 0, 0);
    for (_, test) in tests(&file) {
        let [key, iv, tag, ciphertext] = ["key", "iv", "tag", "ct"].map(|name| octets(test, name));
        let (Ok(key), Ok(iv), Ok(tag)) = (key[..].try_into(), iv[..].try_into(), tag[..].try_into()) else {
            refuse_by_form(test);
            by_form += 1;
            continue;
        };
        let outcome = a256gcm::decrypt(key, iv, &octets(test, "aad"), &ciphertext, tag);
        if is_valid(test) {
            assert_eq!(outcome.unwrap()[..], octets(test, "msg"), "tcId {}", id(test));
            accepted += 1;
        } else {
            assert_eq!(outcome.unwrap_err().code(), Code::DecryptionFailed, "tcId {}", id(test));
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
        let opened = parse("A256GCM".into()).unwrap().open(&ContentKey::unwrapped(Some(&key), [7; 32]));
        assert_eq!(opened.unwrap_err().code(), Code::DecryptionFailed, "tcId {}", id(test));
    } else {
        assert_eq!(refusal("A256GCM".into()), Code::TokenMalformed, "tcId {}", id(test));
    }
}
