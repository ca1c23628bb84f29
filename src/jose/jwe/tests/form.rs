//! What must not get through: kind of token, header, spelling, size.

use super::*;

#[test]
fn n14_a_kid_is_only_a_name() {
    refused(&token(json!({ "kid": "../../dev/null" })), Code::KeyUnknown);
    refused(&token(json!({ "kid": "k".repeat(limits::KID_CHARS + 1) })), Code::HeaderInvalid);
    refused(&token(json!({ "kid": 1 })), Code::HeaderInvalid);
    accepted(&token(json!({ "kid": "e" })));
}

#[test]
fn n11_to_n13_keys_in_the_header_are_refused() {
    for (name, value) in
        [("jwk", json!(public_jwk(&key(3)))), ("jku", json!("https://a.example")), ("x5u", json!("https://a.example")), ("x5c", json!([]))]
    {
        refused(&token(json!({ name: value })), Code::HeaderInvalid);
    }
    accepted(&token(json!({})));
}

#[test]
fn n19_to_n21_extensions_are_refused() {
    refused(&token(json!({ "crit": ["exp"], "exp": 1 })), Code::CritUnsupported);
    refused(&token(json!({ "crit": [] })), Code::CritUnsupported);
    refused(&token(json!({ "b64": false })), Code::HeaderInvalid);
    accepted(&token(json!({ "exp": 1 })));
}

#[test]
fn n23_other_spellings_of_a_token_are_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    for spoiled in
        [format!("{honest}="), format!("{honest} "), honest.replacen('.', " .", 1), honest.replace("..", ".=."), format!("\n{honest}")]
    {
        refused(&spoiled, Code::TokenMalformed);
    }
}

#[test]
fn n24_to_n27_other_forms_are_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    refused(&format!("{honest}."), Code::TokenMalformed);
    refused(honest.rsplit_once('.').unwrap().0, Code::TokenMalformed);
    refused(&".".repeat(100_000), Code::TokenMalformed);
    refused("....", Code::TokenMalformed);
    refused(&"a".repeat(limits::TOKEN_BYTES + 1), Code::TokenTooLarge);
    refused(&token(json!({ "padding": "p".repeat(limits::HEADER_BYTES) })), Code::TokenTooLarge);
    let parts = json!({ "protected": "e30", "iv": "AAAA", "ciphertext": "AAAA", "tag": "AAAA" });
    refused(&parts.to_string(), Code::TokenMalformed);
}

#[test]
fn n28_a_signed_token_is_no_encrypted_one() {
    refused(PLAINTEXT, Code::TokenNotEncrypted);
    accepted(&ecdh(json!({}), PLAINTEXT).compact());
}
