//! The userinfo answer's checks. Each refusal stands beside its twin, the same answer without the fault.

use alloc::string::ToString;

use serde_json::{Value, json};

use super::*;
use crate::base::error::Error;
use crate::base::limits::CLOCK_LEEWAY_SECONDS;
use crate::dev::jose::{jws, key, object, provider_keys, signed_header};
use crate::dev::login::{ISSUER, NOW, provider};
use crate::dev::*;
use crate::jose::SignedToken;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};

fn verified(claims: &Value) -> Result<Userinfo> {
    at(LATER, claims)
}

fn at(now: i64, claims: &Value) -> Result<Userinfo> {
    Userinfo::verify(&signed(claims), &provider_keys(), &provider(&FRANCECONNECT_PLUS), &id_token(&FRANCECONNECT_PLUS), now)
}

fn changed(name: &str, value: Value) -> Result<Userinfo> {
    verified(&with(userinfo_claims(), name, value))
}

fn refusal(name: &str, value: Value) -> Error {
    changed(name, value).unwrap_err()
}

fn compact(header: Value, claims: &Value, number: u8) -> Result<Userinfo> {
    let token = SignedToken::new(jws(&signed_header(header), claims.to_string(), &key(number)));
    Userinfo::verify(&token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &id_token(&FRANCECONNECT_PLUS), LATER)
}

#[test]
fn an_honest_answer_gives_its_claims() {
    assert_eq!(Value::Object(verified(&userinfo_claims()).unwrap().claims), userinfo_claims());
}

#[test]
fn n86_tokens_of_distributed_claims_come_out_of_no_answer() {
    let sources = json!({ "src": { "endpoint": "https://claims.example", "access_token": "canary" } });
    let distributed = |claims: Value| with(with(claims, "_claim_sources", sources.clone()), "_claim_names", json!({ "address": "src" }));
    let id_token = verify(&OIDC, &distributed(id_claims())).unwrap();
    for (answer, expected) in [
        (verified(&distributed(userinfo_claims())).unwrap(), userinfo_claims()),
        (Userinfo::plain(object(distributed(userinfo_claims())), &provider(&OIDC), &id_token).unwrap(), userinfo_claims()),
        (Userinfo::from_id_token(&id_token), id_claims()),
    ] {
        assert_eq!(Value::Object(answer.claims), expected);
    }
}

#[test]
fn n53_it_speaks_of_the_person_in_the_id_token() {
    assert!(changed("sub", json!(SUB)).is_ok());
    let other = SUB.replace("v1", "v2");
    for sub in [other.as_str(), &SUB.to_uppercase(), &SUB[..65]] {
        assert_eq!(refusal("sub", json!(sub)).code(), Code::SubMismatch);
    }
    for odd in [json!(""), json!([SUB]), json!(1), Value::Null] {
        assert_eq!(refusal("sub", odd), Error::at(Code::ClaimMalformed, "sub"));
    }
    assert_eq!(verified(&without(userinfo_claims(), "sub")).unwrap_err(), Error::at(Code::ClaimMissing, "sub"));
}

#[test]
fn n54_it_is_this_providers_and_for_this_client() {
    assert!(changed("aud", json!(["our-client"])).is_ok());
    assert_eq!(refusal("iss", json!("https://evil.example")).code(), Code::IssMismatch);
    assert_eq!(refusal("iss", json!([ISSUER])), Error::at(Code::ClaimMalformed, "iss"));
    assert_eq!(refusal("aud", json!("other-client")).code(), Code::AudMismatch);
    assert_eq!(refusal("aud", json!(["our-client", "other-client"])).code(), Code::AudMismatch);
    assert_eq!(refusal("aud", json!(1)), Error::at(Code::ClaimMalformed, "aud"));
    for name in ["iss", "aud"] {
        assert_eq!(verified(&without(userinfo_claims(), name)).unwrap_err(), Error::at(Code::ClaimMissing, name));
    }
}

#[test]
fn n54_a_plain_providers_signed_answer_need_not_name_issuer_and_audience() {
    let at = |claims: Value| {
        let userinfo = Userinfo::verify(&signed(&claims), &provider_keys(), &provider(&OIDC), &id_token(&OIDC), LATER);
        userinfo.map(drop).map_err(|error| error.code())
    };
    assert_eq!(at(json!({ "sub": SUB })), Ok(()));
    assert_eq!(at(userinfo_claims()), Ok(()));
    // What it names must be ours all the same.
    assert_eq!(at(json!({ "sub": SUB, "iss": "https://evil.example" })), Err(Code::IssMismatch));
    assert_eq!(at(json!({ "sub": SUB, "aud": "other-client" })), Err(Code::AudMismatch));
    assert_eq!(at(json!({ "sub": SUB, "iss": null })), Err(Code::ClaimMalformed));
    assert_eq!(at(json!({ "sub": "other" })), Err(Code::SubMismatch));
    assert_eq!(at(json!({})), Err(Code::ClaimMissing));
}

#[test]
fn n54_it_is_signed_by_the_provider() {
    assert!(compact(json!({}), &userinfo_claims(), 1).is_ok());
    assert_eq!(compact(json!({}), &userinfo_claims(), 3).unwrap_err().code(), Code::SignatureInvalid);
    assert_eq!(compact(json!({ "alg": "none" }), &userinfo_claims(), 1).unwrap_err().code(), Code::AlgNotAllowed);
    assert_eq!(compact(json!({ "kid": "new" }), &userinfo_claims(), 1).unwrap_err().code(), Code::KeyUnknown);
}

#[test]
fn n54_plain_claims_are_taken_where_the_preset_takes_them() {
    let plain = |claims: Value| Userinfo::plain(object(claims), &provider(&OIDC), &id_token(&OIDC));
    assert!(plain(userinfo_claims()).is_ok());
    // OIDC Core §5.3.2: a plain answer need not name issuer and audience; it must name the person.
    assert!(plain(json!({ "sub": SUB })).is_ok());
    assert_eq!(plain(json!({ "sub": "other" })).unwrap_err().code(), Code::SubMismatch);
    assert_eq!(plain(json!({})).unwrap_err(), Error::at(Code::ClaimMissing, "sub"));
    let refused = Userinfo::plain(object(userinfo_claims()), &provider(&FRANCECONNECT_PLUS), &id_token(&FRANCECONNECT_PLUS));
    assert_eq!(refused.unwrap_err().code(), Code::TokenNotSigned);
}

#[test]
fn n56_a_token_of_another_kind_is_no_userinfo() {
    assert!(compact(json!({ "typ": "JWT" }), &userinfo_claims(), 1).is_ok());
    let refused = compact(json!({ "typ": "at+jwt" }), &userinfo_claims(), 1).unwrap_err();
    assert_eq!(refused, Error::at(Code::HeaderInvalid, "typ"));
}

#[test]
fn n49_n50_dates_may_be_absent_and_hold_where_they_are_there() {
    assert!(verified(&without(without(userinfo_claims(), "exp"), "iat")).is_ok());
    let ends = NOW + 71 + CLOCK_LEEWAY_SECONDS;
    assert!(at(ends - 1, &userinfo_claims()).is_ok());
    assert_eq!(at(ends, &userinfo_claims()).unwrap_err().code(), Code::TokenExpired);
    for name in ["iat", "nbf"] {
        assert!(changed(name, json!(LATER + CLOCK_LEEWAY_SECONDS)).is_ok());
        assert_eq!(refusal(name, json!(LATER + CLOCK_LEEWAY_SECONDS + 1)).code(), Code::TokenNotYetValid, "{name}");
    }
    for name in ["exp", "iat", "nbf"] {
        for odd in [json!("1800000000"), json!(1e300), json!(-1.5)] {
            assert_eq!(refusal(name, odd), Error::at(Code::ClaimMalformed, name));
        }
        assert!(changed(name, Value::Null).is_ok(), "{name}");
    }
}

#[test]
fn without_a_userinfo_endpoint_the_id_token_speaks_for_itself() {
    assert_eq!(Value::Object(Userinfo::from_id_token(&id_token(&OIDC)).claims), id_claims());
}
