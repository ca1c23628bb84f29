//! What must not get through: extensions, header, spelling, size.

use super::*;

#[test]
fn n19_unknown_extensions_are_refused() {
    refused(&token(json!({ "crit": ["exp"], "exp": 1 })), Code::CritUnsupported);
    refused(&token(json!({ "crit": ["http://example.com/UNDEFINED"], "http://example.com/UNDEFINED": true })), Code::CritUnsupported);
    accepted(&token(json!({ "exp": 1, "http://example.com/UNDEFINED": true })));
}

#[test]
fn n20_crit_in_any_form_is_refused() {
    for crit in [json!([]), json!(["alg"]), json!(["exp", "exp"]), json!(["absent"]), json!("exp"), json!(0), json!({}), json!([1])] {
        refused(&token(json!({ "crit": crit })), Code::CritUnsupported);
    }
    refused(&jws(r#"{"alg":"ES256","kid":"a","crit":null}"#, CLAIMS, &key(1)), Code::CritUnsupported);
    refused(&token(json!({ "crit": [], "alg": "none" })), Code::CritUnsupported);
    accepted(&token(json!({})));
}

#[test]
fn n21_b64_is_refused() {
    refused(&token(json!({ "b64": false })), Code::HeaderInvalid);
    refused(&token(json!({ "b64": true })), Code::HeaderInvalid);
    refused(&token(json!({ "b64": false, "crit": ["b64"] })), Code::CritUnsupported);
    accepted(&token(json!({})));
}

#[test]
fn n22_repeated_names_are_refused() {
    for header in [
        r#"{"alg":"ES256","alg":"ES256","kid":"a"}"#,
        r#"{"alg":"none","kid":"a","alg":"ES256"}"#,
        r#"{"alg":"ES256","kid":"b","k\u0069d":"a"}"#,
    ] {
        refused(&jws(header, CLAIMS, &key(1)), Code::TokenMalformed);
    }
    refused(&jws(&signed_header(json!({})), r#"{"sub":"s","sub":"s"}"#, &key(1)), Code::TokenMalformed);
    refused(&jws(&signed_header(json!({})), r#"{"sub":"s","address":{"a":1,"a":2}}"#, &key(1)), Code::TokenMalformed);
    accepted(&jws(&signed_header(json!({})), CLAIMS, &key(1)));
}

#[test]
fn n23_other_spellings_of_a_token_are_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    let parts: Vec<&str> = honest.split('.').collect();
    for position in 0..3 {
        for (position_in_part, foreign) in [(0, " "), (1, "\n"), (2, "="), (3, "+"), (3, "/"), (4, "é"), (5, "\0")] {
            let mut spoiled: Vec<String> = parts.iter().map(ToString::to_string).collect();
            spoiled[position].insert_str(position_in_part, foreign);
            refused(&spoiled.join("."), Code::TokenMalformed);
        }
        let mut padded: Vec<String> = parts.iter().map(ToString::to_string).collect();
        padded[position].push('=');
        refused(&padded.join("."), Code::TokenMalformed);
    }
    // 64 octets leave four unused bits in the last character: "g" and "h" spell the same octets, only one of them canonically.
    let last = honest.chars().last().unwrap();
    let neighbour = char::from(last as u8 + 1);
    refused(&format!("{}{neighbour}", honest.strip_suffix(last).unwrap()), Code::TokenMalformed);
}

#[test]
fn n24_a_header_is_one_strict_json_object() {
    accepted(&jws("  {\"alg\":\"ES256\",\n\"kid\":\"a\"}  ", CLAIMS, &key(1)));
    for header in [
        "",
        "null",
        "[]",
        r#"["alg","ES256"]"#,
        r#""ES256""#,
        r#"{"alg":"ES256","kid":"a"}{}"#,
        r#"{"alg":"ES256","kid":"a",}"#,
        "\u{feff}{\"alg\":\"ES256\",\"kid\":\"a\"}",
        r#"{"alg":"ES256","kid":"a","x":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}"#,
        r#"{"alg":"ES256","kid":"a","x":1e400}"#,
    ] {
        refused(&jws(header, CLAIMS, &key(1)), Code::TokenMalformed);
    }
    let bad_utf8 =
        jws_with("", CLAIMS, |_| vec![0; 64]).replacen('.', &(base64url::encode(b"{\"alg\":\"ES256\",\"kid\":\"\xff\"}") + "."), 1);
    refused(&bad_utf8, Code::TokenMalformed);
}

#[test]
fn n24_claims_are_one_strict_json_object_once_the_signature_holds() {
    for payload in ["", "null", "[]", r#""sub""#, "\u{feff}{}", "{}{}", r#"{"exp":1e400}"#] {
        let header = signed_header(json!({}));
        refused(&jws(&header, payload, &key(1)), Code::TokenMalformed);
        // Nobody looks into claims that are not vouched for.
        refused(&jws(&header, payload, &key(2)), Code::SignatureInvalid);
    }
}

#[test]
fn n24_typ_and_cty_are_strings() {
    accepted(&token(json!({ "typ": "JWT", "cty": "json" })));
    refused(&token(json!({ "typ": 1 })), Code::HeaderInvalid);
    refused(&token(json!({ "cty": ["JWT"] })), Code::HeaderInvalid);
}

#[test]
fn n25_another_number_of_parts_is_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    refused(&format!("{honest}."), Code::TokenMalformed);
    refused(&format!(".{honest}"), Code::TokenMalformed);
    refused(&format!("{honest}...."), Code::TokenMalformed);
    refused(honest.rsplit_once('.').unwrap().0, Code::TokenMalformed);
    refused(&".".repeat(100_000), Code::TokenMalformed);
    refused("", Code::TokenMalformed);
}

#[test]
fn n25_five_parts_are_no_signed_token() {
    refused(&format!("{}..", token(json!({}))), Code::TokenNotSigned);
}

#[test]
fn n26_oversized_parts_are_refused() {
    let padded = |octets: usize| {
        let header = signed_header(json!({}));
        jws(&format!("{header}{}", " ".repeat(octets - header.len())), CLAIMS, &key(1))
    };
    accepted(&padded(limits::HEADER_BYTES));
    refused(&padded(limits::HEADER_BYTES + 1), Code::TokenTooLarge);
    let claims = |octets: usize| jws(&signed_header(json!({})), format!("{CLAIMS}{}", " ".repeat(octets)), &key(1));
    accepted(&claims(90_000));
    refused(&claims(100_000), Code::TokenTooLarge);
}

#[test]
fn n27_the_json_serialisation_is_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    let parts: Vec<&str> = honest.split('.').collect();
    let flattened = json!({ "protected": parts[0], "payload": parts[1], "signature": parts[2] });
    refused(&flattened.to_string(), Code::TokenMalformed);
    refused(&json!({ "payload": parts[1], "signatures": [flattened] }).to_string(), Code::TokenMalformed);
}
