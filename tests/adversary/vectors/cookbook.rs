//! RFC 7520: the tokens that need no key of the host's. Those encrypted to an RSA key are in `encryption.test.mjs`, where the host is.

use fc_pivot::Code;
use fc_pivot::jose::jwe::{ContentKey, Jwe};
use fc_pivot::jose::jwk::VerificationKeys;
use fc_pivot::jose::jws;
use serde_json::{Value, json};

use crate::agreement::{open, ours};
use crate::corpus::{load, text};
use crate::figure::{Count, figure};
use crate::sealed::decrypted;

/// With a key of ours (RFC 7515, A.3) beside the token's own, as a set without any is refused before a token is looked at.
fn refusal_of_signed(compact: &str, key: &Value) -> Code {
    let ours = json!({ "kty": "EC", "crv": "P-256", "kid": "ours", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" });
    let keys = VerificationKeys::parse(json!({ "keys": [key, ours] }).to_string().as_bytes()).unwrap();
    jws::verify_payload(compact, &keys).unwrap_err().code()
}

#[test]
fn rfc7520() {
    const NAME: &str = "rfc7520 without a host";
    let [es512, rsa_oaep, ecdh_es, compressed, nested] = &[
        "4_3.ecdsa_signature",
        "5_2.key_encryption_using_rsa-oaep_with_aes-gcm",
        "5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2",
        "5_9.compressed_content",
        "6.nesting_signatures_and_encryption",
    ]
    .map(|name| load(&format!("jose-cookbook/{name}.json")));
    let [es512_token, rsa_oaep_token, ecdh_es_token, compressed_token] =
        [es512, rsa_oaep, ecdh_es, compressed].map(|file| text(&file["output"], "compact"));

    // §5.2, with the content key that the RFC states in the place of what the host unwraps.
    let content_key = fc_pivot::base::base64url::decode(text(&rsa_oaep["generated"], "cek")).unwrap();
    let (_, operation) = Jwe::parse(rsa_oaep_token).unwrap().decryption(ContentKey::unwrapped(Some(&content_key), [7; 32]));
    assert_eq!(decrypted(&operation).unwrap(), *text(&rsa_oaep["input"], "plaintext").as_bytes());

    // §4.3 is ES512, §5.5 A128CBC-HS256, §5.9 A128KW, the token that §6 nests PS256.
    let refusals = [
        refusal_of_signed(es512_token, &es512["input"]["key"]),
        open(ecdh_es_token, &ours(&ecdh_es["input"]["key"])).unwrap_err(),
        Jwe::parse(compressed_token).unwrap_err().code(),
        refusal_of_signed(text(&nested["sign"]["output"], "compact"), &nested["sign"]["input"]["key"]),
    ];
    assert_eq!(refusals, [Code::AlgNotAllowed, Code::EncNotAllowed, Code::AlgNotAllowed, Code::AlgNotAllowed]);
    figure(NAME, &[Count(1, 1, "accepted"), Count(refusals.len(), 4, "refused")]);
}
