//! Signed tokens and their keys: `json_web_signature`, `json_web_key` and `ecdsa_secp256r1_sha256_p1363`.

use fc_pivot::Code;
use fc_pivot::jose::jwk::{VerificationKey, VerificationKeys};
use fc_pivot::jose::jws;
use serde_json::{Value, json};

use crate::corpus::{array, id, is_canonical, is_valid, load, octets, tests, text};
use crate::figure::{Count, figure};

/// The keys of a group: a set, or one key, the public half where there is one.
fn set(group: &Value) -> Value {
    let given = if group["public"].is_null() { &group["private"] } else { &group["public"] };
    if given["keys"].is_array() { given.clone() } else { json!({ "keys": [given] }) }
}

fn outcome(group: &Value, test: &Value) -> Result<Vec<u8>, Code> {
    let keys = VerificationKeys::parse(set(group).to_string().as_bytes());
    keys.and_then(|keys| jws::verify_payload(text(test, "jws"), &keys)).map(|payload| payload.octets).map_err(|error| error.code())
}

/// Whether a set says of one of its keys that it verifies ES256. One that does not is refused whole, whatever the token.
fn is_ours(group: &Value) -> bool {
    let says = |key: &Value, member: &str, honest: &str| key[member].is_null() || key[member] == honest;
    array(&set(group), "keys").iter().any(|key| {
        key["kty"] == "EC"
            && key["crv"] == "P-256"
            && says(key, "alg", "ES256")
            && says(key, "use", "sig")
            && (key["key_ops"].is_null() || array(key, "key_ops").contains(&"verify".into()))
    })
}

/// What must become of a token that is not ES256's, or does not get as far as its algorithm.
fn refused_by_form(compact: &str) -> Option<Code> {
    let parts: Vec<&str> = compact.split('.').collect();
    if parts.len() != 3 || !parts.iter().all(|part| is_canonical(part)) {
        return Some(Code::TokenMalformed);
    }
    let Ok(header) = serde_json::from_slice::<Value>(&fc_pivot::base::base64url::decode(parts[0]).unwrap()) else {
        return Some(Code::TokenMalformed);
    };
    (header["alg"] != "ES256").then_some(Code::AlgNotAllowed)
}

/// What must become of an ES256 token, by what Wycheproof says was done to it.
fn of_es256(comment: &str) -> Result<(), Code> {
    match comment {
        "acceptsValid" | "valid" => Ok(()),
        "rejectsAttackerProvidedEmbeddedJwk" => Err(Code::HeaderInvalid),
        // The header names another key.
        "rejectsModifiedHeader" => Err(Code::KeyUnknown),
        _ => Err(Code::SignatureInvalid),
    }
}

#[test]
fn json_web_signature() {
    const NAME: &str = "wycheproof json_web_signature";
    let file = load("wycheproof/json_web_signature_test.json");
    let (mut accepted, mut of_ours, mut others) = (vec![], 0, 0);
    for (group, test) in tests(&file) {
        let concerns_es256 = matches!(id(test), 18..=32 | 354 | 356 | 378..=401);
        let expected = match refused_by_form(text(test, "jws")) {
            _ if !is_ours(group) => Err(Code::JwksMalformed),
            Some(code) => Err(code),
            None => of_es256(text(test, "comment")),
        };
        match (outcome(group, test), expected) {
            (Ok(payload), Ok(())) => {
                assert!(is_valid(test) && !payload.is_empty(), "tcId {}", id(test));
                accepted.push(id(test));
            }
            (outcome, expected) => {
                assert_eq!(outcome.err(), expected.err(), "tcId {}", id(test));
                *(if concerns_es256 { &mut of_ours } else { &mut others }) += 1;
            }
        }
    }
    figure(
        NAME,
        &[Count(accepted.len(), 2, "accepted"), Count(of_ours, 39, "of ES256 refused"), Count(others, 360, "of other algorithms refused")],
    );
    assert_eq!((accepted, of_ours, others), (vec![18, 378], 39, 360));
}

#[test]
fn json_web_key() {
    const NAME: &str = "wycheproof json_web_key";
    let file = load("wycheproof/json_web_key_test.json");
    let (mut mended, mut refused) = (0, 0);
    for (group, test) in tests(&file) {
        // A key for another algorithm, use, curve or type, or off the curve, is not one of ours; nothing is left of its set.
        let expected = if id(test) == 1 { Code::AlgNotAllowed } else { Code::JwksMalformed };
        assert_eq!(outcome(group, test), Err(expected), "tcId {}", id(test));
        refused += 1;
        // Twins: the same token, once the one member says what it should.
        let (member, honest) = match id(test) {
            19 | 20 => ("alg", "ES256"),
            21 => ("use", "sig"),
            23 => ("crv", "P-256"),
            24 => ("kty", "EC"),
            _ => continue,
        };
        let half = if group["public"].is_null() { "private" } else { "public" };
        let mut group = group.clone();
        group[half]["keys"][0][member] = honest.into();
        assert!(outcome(&group, test).is_ok(), "tcId {} with {member} {honest}", id(test));
        mended += 1;
    }
    figure(NAME, &[Count(refused, 26, "refused"), Count(mended, 5, "accepted once mended")]);
    assert_eq!((refused, mended), (26, 5));
}

#[test]
fn ecdsa_p1363() {
    const NAME: &str = "wycheproof ecdsa_secp256r1_sha256_p1363";
    let file = load("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
    let (mut accepted, mut refused) = (0, 0);
    for group in array(&file, "testGroups") {
        let key = &group["publicKey"];
        let coordinate = |name| fc_pivot::base::base64url::encode(&padded(&octets(key, name)));
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": coordinate("wx"), "y": coordinate("wy") });
        let keys = VerificationKeys::parse(json!({ "keys": [jwk] }).to_string().as_bytes()).unwrap();
        let Ok(VerificationKey::Own(key)) = keys.key_for(None) else { panic!("a key for ES256") };
        for test in array(group, "tests") {
            let outcome = key.verify(&octets(test, "msg"), &octets(test, "sig")).map_err(|error| error.code());
            let expected = if is_valid(test) { Ok(()) } else { Err(Code::SignatureInvalid) };
            assert_eq!(outcome, expected, "tcId {}", id(test));
            *(if outcome.is_ok() { &mut accepted } else { &mut refused }) += 1;
        }
    }
    figure(NAME, &[Count(accepted, 173, "accepted"), Count(refused, 89, "refused")]);
    assert_eq!((accepted, refused), (173, 89));
}

/// The files write coordinates as signed integers, of as many octets as those need.
fn padded(integer: &[u8]) -> [u8; 32] {
    let mut padded = [0; 32];
    for (to, from) in padded.iter_mut().rev().zip(integer.iter().rev()) {
        *to = *from;
    }
    padded
}
