//! What Wycheproof does to HS256 tokens and to sets of their keys, done to ES256: with their own algorithm they never get past ours.
//!
//! The honest token is Wycheproof's own tcId 18; what must be signed anew is signed with the private key that stands beside it.

use fc_pivot::Code;
use fc_pivot::base::base64url;
use fc_pivot::jose::jwk::VerificationKeys;
use fc_pivot::jose::jws;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

use crate::corpus::{id, load, tests, text};
use crate::figure::{Count, figure};

/// The honest token, taken apart, and the keys that belong to it.
struct Honest<'a> {
    parts: [&'a str; 3],
    public: &'a Value,
    signing: SigningKey,
}

impl<'a> Honest<'a> {
    fn of(group: &'a Value, test: &'a Value) -> Self {
        let parts: Vec<&str> = text(test, "jws").split('.').collect();
        let secret = SecretKey::from_slice(&base64url::decode(text(&group["private"], "d")).unwrap()).unwrap();
        Self { parts: parts.try_into().unwrap(), public: &group["public"], signing: SigningKey::from(&secret) }
    }

    /// Header and payload as they are written here, with the signature that belongs to them.
    fn signed(&self, header: &str, payload: &str) -> String {
        let input = [header, payload].join(".");
        let signature: Signature = self.signing.sign(input.as_bytes());
        [&input, &*base64url::encode(&signature.to_bytes())].join(".")
    }

    fn keys(&self, others: &[Value]) -> Result<VerificationKeys, Code> {
        let keys: Vec<&Value> = std::iter::once(self.public).chain(others).collect();
        VerificationKeys::parse(json!({ "keys": keys }).to_string().as_bytes()).map_err(|error| error.code())
    }

    fn outcome(&self, compact: &str) -> Result<(), Code> {
        jws::verify_payload(compact, &self.keys(&[]).unwrap()).map(drop).map_err(|error| error.code())
    }

    /// The token with each fault alone.
    fn spoilt(&self) -> Vec<(&'static str, String, Code)> {
        let [header, payload, signature] = self.parts;
        let joined = |header: &str, payload: &str, signature: &str| [header, payload, signature].join(".");
        let within = |part: &str, inserted: &str| [&part[..2], inserted, &part[2..]].concat();
        let none = base64url::encode(br#"{"alg":"none","kid":"kid-ec-sign"}"#);
        let json = json!({ "payload": payload, "protected": header, "signature": signature }).to_string();
        let general = json!({ "payload": payload, "signatures": [{ "protected": header, "signature": signature }] }).to_string();
        vec![
            ("an empty part more", [&joined(header, payload, signature), "."].concat(), Code::TokenMalformed),
            ("a part more", [&joined(header, payload, signature), ".Zm9v"].concat(), Code::TokenMalformed),
            ("alg none without a signature", joined(&none, payload, ""), Code::AlgNotAllowed),
            ("flattened JSON", json, Code::TokenMalformed),
            ("general JSON", general, Code::TokenMalformed),
            ("a space in the signature", joined(header, payload, &within(signature, " ")), Code::TokenMalformed),
            ("a line break in the signature", joined(header, payload, &within(signature, "\n")), Code::TokenMalformed),
            ("a foreign character more in the signature", joined(header, payload, &within(signature, "?")), Code::TokenMalformed),
            ("a character beyond ASCII in the signature", joined(header, payload, &within(signature, "\u{ff10}")), Code::TokenMalformed),
            ("a foreign character in the signature", joined(header, payload, &["*", &signature[1..]].concat()), Code::TokenMalformed),
            ("padding of the signature", joined(header, payload, &[signature, "=="].concat()), Code::TokenMalformed),
            ("spaces in the header", joined(&within(header, "  "), payload, signature), Code::TokenMalformed),
            ("a foreign character in the header", joined(&within(header, "?"), payload, signature), Code::TokenMalformed),
            ("padding of the header", joined(&[header, "="].concat(), payload, signature), Code::TokenMalformed),
            ("spaces in the payload", joined(header, &within(payload, "  "), signature), Code::TokenMalformed),
            ("a foreign character in the payload", joined(header, &within(payload, "?"), signature), Code::TokenMalformed),
            ("padding of the payload", joined(header, &[payload, "=="].concat(), signature), Code::TokenMalformed),
            ("a foreign character in a header that is signed so", self.signed(&within(header, "?"), payload), Code::TokenMalformed),
            ("a foreign character in a payload that is signed so", self.signed(header, &within(payload, "?")), Code::TokenMalformed),
            ("unused bits in a payload that is signed so", self.signed(header, "Zm9vMR"), Code::TokenMalformed),
            ("standard base64 in a payload that is signed so", self.signed(header, "+/8"), Code::TokenMalformed),
        ]
    }
}

#[test]
fn tampering_with_es256() {
    const NAME: &str = "wycheproof's tampering, on ES256";
    let file = load("wycheproof/json_web_signature_test.json");
    let (group, test) = tests(&file).find(|(_, test)| id(test) == 18).unwrap();
    let honest = Honest::of(group, test);
    let [header, payload, _] = honest.parts;

    // 1. What is odd and honest: white space in the header's JSON; the same token again; a key of another type beside ours.
    let roomy = "{ \"alg\" : \"ES256\",\n\t\"kid\" : \"kid-ec-sign\" }";
    let accepted =
        [text(test, "jws").to_owned(), honest.signed(header, payload), honest.signed(&base64url::encode(roomy.as_bytes()), payload)];
    for compact in &accepted {
        assert_eq!(honest.outcome(compact), Ok(()), "{compact}");
    }
    let symmetric = json!({ "kty": "oct", "k": "AAECAw", "kid": "kid-aes-sign", "alg": "HS256" });
    assert!(jws::verify_payload(&accepted[0], &honest.keys(&[symmetric]).unwrap()).is_ok());

    // 2. Each fault.
    let spoilt = honest.spoilt();
    for (what, compact, expected) in &spoilt {
        assert_eq!(honest.outcome(compact), Err(*expected), "{what}");
    }

    // 3. Two keys of one name: neither is used, whichever signed.
    let mut other = honest.public.clone();
    other["x"] = honest.public["y"].clone();
    assert!(honest.keys(std::slice::from_ref(&other)).is_ok(), "a point off the curve is no key");
    let twin = honest.public.clone();
    assert_eq!(honest.keys(&[twin]).unwrap_err(), Code::JwksMalformed);

    assert_eq!((accepted.len(), spoilt.len()), (3, 21));
    figure(NAME, &[Count(accepted.len() + 2, 5, "accepted"), Count(spoilt.len() + 1, 22, "refused")]);
}
