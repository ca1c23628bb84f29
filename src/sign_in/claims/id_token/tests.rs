//! The ID token's checks, clause by clause (OIDC Core §3.1.3.7). Each refusal stands beside its twin, the same token without the fault.

use alloc::format;
use alloc::string::ToString;

use serde_json::{Value, json};

use super::*;
use crate::dev::jose::{jws, key, provider_keys, signed_header};
use crate::dev::login::{ISSUER, NOW, login_at, provider};
use crate::dev::*;
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};

fn malformed(name: &'static str) -> Error {
    Error::at(Code::ClaimMalformed, name)
}

fn missing(name: &'static str) -> Error {
    Error::at(Code::ClaimMissing, name)
}

/// The verdict of FranceConnect+'s preset on the honest token with one claim changed.
fn changed(name: &str, value: Value) -> Result<IdToken> {
    verify(&FRANCECONNECT_PLUS, &with(id_claims(), name, value))
}

fn refusal(name: &str, value: Value) -> Error {
    changed(name, value).unwrap_err()
}

fn absent(name: &str) -> Error {
    verify(&FRANCECONNECT_PLUS, &without(id_claims(), name)).unwrap_err()
}

/// A compact token, as it came.
fn verify_compact(compact: &str) -> Result<IdToken> {
    let token = SignedToken::new(compact);
    IdToken::verify(&token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &tokens(&FRANCECONNECT_PLUS), LATER)
}

/// The honest token, read when the clock shows `now`.
fn at(now: i64, claims: &Value) -> Result<IdToken> {
    IdToken::verify(&signed(claims), &provider_keys(), &provider(&FRANCECONNECT_PLUS), &tokens(&FRANCECONNECT_PLUS), now)
}

#[test]
fn an_honest_token_gives_what_it_says() {
    let id_token = id_token(&FRANCECONNECT_PLUS);
    assert_eq!((id_token.issuer.as_str(), id_token.client_id.as_str(), id_token.sub.as_str()), (ISSUER, "our-client", SUB));
    assert_eq!((id_token.acr.as_deref(), id_token.auth_time), (Some("eidas2"), NOW + 8));
    assert_eq!(id_token.amr.as_deref(), Some(&["pwd".to_string(), "fr".to_string()][..]));
    assert_eq!(id_token.jws().expose(), sign(&id_claims()));
}

#[test]
fn the_signature_comes_before_any_claim() {
    let evil = with(id_claims(), "iss", json!("https://evil.example")).to_string();
    assert_eq!(verify_compact(&jws(&signed_header(json!({})), &evil, &key(1))).unwrap_err().code(), Code::IssMismatch);
    assert_eq!(verify_compact(&jws(&signed_header(json!({})), &evil, &key(3))).unwrap_err().code(), Code::SignatureInvalid);
    assert_eq!(verify_compact(&jws(&signed_header(json!({ "kid": "new" })), &evil, &key(1))).unwrap_err().code(), Code::KeyUnknown);
    assert_eq!(verify_compact(&jws(&signed_header(json!({ "alg": "none" })), &evil, &key(1))).unwrap_err().code(), Code::AlgNotAllowed);
    assert_eq!(verify_compact("no token").unwrap_err().code(), Code::TokenMalformed);
}

#[test]
fn the_first_fault_in_the_order_of_the_clauses_is_the_one_reported() {
    let faults = [
        ("iss", json!("https://evil.example"), Error::from(Code::IssMismatch)),
        ("aud", json!("other-client"), Code::AudMismatch.into()),
        ("azp", json!("other-client"), Code::AzpMismatch.into()),
        ("exp", json!(NOW - 1000), Code::TokenExpired.into()),
        ("iat", json!(NOW - 1000), Code::TokenStale.into()),
        ("nonce", json!("other"), Code::NonceMismatch.into()),
        ("acr", json!("eidas1"), Code::AcrInsufficient.into()),
        ("auth_time", json!(NOW + 1000), Code::TokenNotYetValid.into()),
        ("at_hash", json!("other"), Code::AtHashMismatch.into()),
        ("amr", json!(1), malformed("amr")),
        ("sub", json!(""), malformed("sub")),
    ];
    let mut claims = faults.iter().fold(id_claims(), |claims, (name, value, _)| with(claims, name, value.clone()));
    for (name, _, error) in faults {
        assert_eq!(verify(&FRANCECONNECT_PLUS, &claims).unwrap_err(), error);
        claims = match id_claims().get(name) {
            Some(honest) => with(claims, name, honest.clone()),
            None => without(claims, name),
        };
    }
    assert!(verify(&FRANCECONNECT_PLUS, &claims).is_ok());
}

#[test]
fn n47_the_issuer_is_the_providers_to_the_letter() {
    assert!(changed("iss", json!(ISSUER)).is_ok());
    for iss in [
        &format!("{ISSUER}/"),
        &format!("{ISSUER}.evil.example"),
        &format!(" {ISSUER}"),
        &ISSUER.to_uppercase(),
        &ISSUER[..ISSUER.len() - 1],
        "",
    ] {
        assert_eq!(refusal("iss", json!(iss)).code(), Code::IssMismatch, "{iss}");
    }
    for odd in [json!([ISSUER]), json!([ISSUER, ISSUER]), json!({ "0": ISSUER }), json!(1), json!(true), Value::Null] {
        assert_eq!(refusal("iss", odd), malformed("iss"));
    }
    assert_eq!(absent("iss"), missing("iss"));
}

#[test]
fn n47_a_login_at_one_provider_is_not_answered_by_anothers_token() {
    let mut other = provider(&FRANCECONNECT_PLUS);
    other.issuer = "https://other.example".to_string();
    let token = signed(&with(id_claims(), "iss", json!("https://other.example")));
    let mut tokens = tokens(&FRANCECONNECT_PLUS);
    assert_eq!(IdToken::verify(&token, &provider_keys(), &other, &tokens, LATER).unwrap_err().code(), Code::IssMismatch);
    // Nor does another provider vouch for the token of the one that was asked.
    let own = signed(&id_claims());
    assert_eq!(IdToken::verify(&own, &provider_keys(), &other, &tokens, LATER).unwrap_err().code(), Code::IssMismatch);
    tokens.pending.issuer.clone_from(&other.issuer);
    assert!(IdToken::verify(&token, &provider_keys(), &other, &tokens, LATER).is_ok());
}

#[test]
fn n48_the_audience_is_this_client_alone() {
    for fitting in [json!("our-client"), json!(["our-client"])] {
        assert!(changed("aud", fitting).is_ok());
    }
    for other in [
        json!("other-client"),
        json!("our-client "),
        json!(""),
        json!([]),
        json!(["other-client"]),
        json!(["our-client", "other-client"]),
        json!(["our-client", "our-client"]),
        json!([["our-client"]]),
        json!(["our-client", 1]),
    ] {
        assert_eq!(refusal("aud", other).code(), Code::AudMismatch);
    }
    for odd in [json!(1), json!({ "our-client": true }), json!(false), Value::Null] {
        assert_eq!(refusal("aud", odd), malformed("aud"));
    }
    assert_eq!(absent("aud"), missing("aud"));
}

#[test]
fn n48_an_authorized_party_if_named_is_us() {
    assert!(changed("azp", json!("our-client")).is_ok());
    for other in ["other-client", "", "OUR-CLIENT"] {
        assert_eq!(refusal("azp", json!(other)).code(), Code::AzpMismatch);
    }
    for odd in [json!(["our-client"]), json!(1)] {
        assert_eq!(refusal("azp", odd), malformed("azp"));
    }
    assert!(changed("azp", Value::Null).is_ok());
}

#[test]
fn n48_a_trusted_audience_may_stand_beside_us_where_we_are_the_authorized_party() {
    let at = |trusted: &[&str], audience: Value, azp: Value| {
        let mut provider = provider(&OIDC);
        provider.trusted_audiences = trusted.iter().map(ToString::to_string).collect();
        let token = signed(&with(with(id_claims(), "aud", audience), "azp", azp));
        IdToken::verify(&token, &provider_keys(), &provider, &tokens(&OIDC), LATER).map(drop).map_err(|error| error.code())
    };
    let (both, ours) = (json!(["our-client", "api"]), json!("our-client"));
    assert_eq!(at(&["api", "other"], both.clone(), ours.clone()), Ok(()));
    assert_eq!(at(&["api"], json!(["api", "our-client"]), ours.clone()), Ok(()));
    assert_eq!(at(&["api"], ours.clone(), Value::Null), Ok(()));
    // Each without one thing.
    assert_eq!(at(&["other"], both.clone(), ours.clone()), Err(Code::AudMismatch));
    assert_eq!(at(&["api"], json!(["our-client", "api", "other"]), ours.clone()), Err(Code::AudMismatch));
    assert_eq!(at(&["api"], json!(["api"]), ours.clone()), Err(Code::AudMismatch));
    assert_eq!(at(&["api"], json!("api"), ours), Err(Code::AudMismatch));
    assert_eq!(at(&["api"], both.clone(), Value::Null), Err(Code::AzpMismatch));
    assert_eq!(at(&["api"], both, json!("api")), Err(Code::AzpMismatch));
}

#[test]
fn what_may_be_absent_may_be_null() {
    for name in ["azp", "nbf", "at_hash", "amr", "auth_time"] {
        assert!(verify(&OIDC, &with(id_claims(), name, Value::Null)).is_ok(), "{name}");
    }
    for name in ["iss", "aud", "sub", "exp", "iat", "nonce"] {
        assert_eq!(verify(&OIDC, &with(id_claims(), name, Value::Null)).unwrap_err(), malformed(name));
    }
    assert_eq!(refusal("auth_time", Value::Null), missing("auth_time"));
    assert_eq!(refusal("acr", Value::Null).code(), Code::AcrInsufficient);
}

#[test]
fn one_method_of_authentication_needs_no_list() {
    let amr = |value: Value| verify(&OIDC, &with(id_claims(), "amr", value)).map(|id_token| id_token.amr);
    assert_eq!(amr(json!("pwd")).unwrap(), Some(alloc::vec!["pwd".to_string()]));
    assert_eq!(amr(json!(["pwd", "otp"])).unwrap().unwrap().len(), 2);
    for odd in [json!(1), json!([1]), json!({ "pwd": true })] {
        assert_eq!(amr(odd).unwrap_err(), malformed("amr"));
    }
}

#[test]
fn n49_a_date_is_a_number_of_seconds() {
    for (name, honest) in [("exp", NOW + 70), ("iat", NOW + 10), ("nbf", NOW + 10), ("auth_time", NOW + 8)] {
        assert!(changed(name, json!(honest)).is_ok(), "{name}");
        let odd = [json!(honest.to_string()), json!(1e300), json!(u64::MAX), json!(-1), json!([honest]), json!(true)];
        // RFC 7519 §2: fractions are allowed.
        #[expect(clippy::cast_precision_loss, reason = "the number is small")]
        for fraction in [json!(honest as f64), json!(honest as f64 + 0.5)] {
            assert!(changed(name, fraction).is_ok(), "{name}");
        }
        for odd in odd {
            assert_eq!(refusal(name, odd), malformed(name));
        }
        let beyond = with(id_claims(), name, json!("BEYOND")).to_string().replace("\"BEYOND\"", "1e400");
        let refused = verify_compact(&jws(&signed_header(json!({})), beyond, &key(1)));
        assert_eq!(refused.unwrap_err().code(), Code::TokenMalformed, "{name}");
    }
}

#[test]
fn n50_a_token_ends_at_exp_with_thirty_seconds_of_leeway() {
    let ends = NOW + 70 + limits::CLOCK_LEEWAY_SECONDS;
    assert!(at(ends - 1, &id_claims()).is_ok());
    assert_eq!(at(ends, &id_claims()).unwrap_err().code(), Code::TokenExpired);
    assert_eq!(at(i64::MAX, &id_claims()).unwrap_err().code(), Code::TokenExpired);
    assert_eq!(absent("exp"), missing("exp"));
    // The end of time does not overflow.
    assert!(changed("exp", json!(i64::MAX)).is_ok());
}

#[test]
fn n50_a_token_does_not_come_from_ahead_of_us() {
    for (name, begins) in [("iat", NOW + 10), ("nbf", NOW + 20), ("auth_time", NOW + 20)] {
        let claims = with(id_claims(), name, json!(begins));
        assert!(at(begins - limits::CLOCK_LEEWAY_SECONDS, &claims).is_ok(), "{name}");
        assert_eq!(at(begins - limits::CLOCK_LEEWAY_SECONDS - 1, &claims).unwrap_err().code(), Code::TokenNotYetValid, "{name}");
        assert_eq!(refusal(name, json!(i64::MAX)).code(), Code::TokenNotYetValid, "{name}");
    }
    assert_eq!(absent("iat"), missing("iat"));
}

#[test]
fn n50_a_token_older_than_the_login_answers_another_one() {
    assert!(changed("iat", json!(NOW - limits::CLOCK_LEEWAY_SECONDS)).is_ok());
    for stale in [NOW - limits::CLOCK_LEEWAY_SECONDS - 1, NOW - 7 * 86_400, 0] {
        assert_eq!(refusal("iat", json!(stale)).code(), Code::TokenStale);
    }
}

#[test]
fn n51_the_nonce_is_this_logins() {
    assert!(changed("nonce", json!("cd".repeat(32))).is_ok());
    // Another login's, replayed; a prefix; another spelling; nothing.
    for other in ["ce".repeat(32), "cd".repeat(31), "CD".repeat(32), String::new()] {
        assert_eq!(refusal("nonce", json!(other)).code(), Code::NonceMismatch);
    }
    for odd in [json!(["cd".repeat(32)]), json!(1), Value::Null] {
        assert_eq!(refusal("nonce", odd), malformed("nonce"));
    }
    assert_eq!(absent("nonce"), missing("nonce"));
    let mut another = tokens(&FRANCECONNECT_PLUS);
    another.pending.nonce = Secret::new("ce".repeat(32));
    let replayed = IdToken::verify(&signed(&id_claims()), &provider_keys(), &provider(&FRANCECONNECT_PLUS), &another, LATER);
    assert_eq!(replayed.unwrap_err().code(), Code::NonceMismatch);
}

#[test]
fn n52_the_access_token_is_the_one_that_at_hash_names() {
    // OpenID Connect Core, appendix A.3.
    let mut tokens = tokens(&FRANCECONNECT_PLUS);
    tokens.access_token = Secret::new("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y");
    let with_hash = |value: Value| {
        let token = signed(&with(id_claims(), "at_hash", value));
        IdToken::verify(&token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &tokens, LATER)
    };
    assert!(with_hash(json!("77QmUPtjPfzWtF2AnpK9RQ")).is_ok());
    for other in ["77QmUPtjPfzWtF2AnpK9RR", "77QmUPtjPfzWtF2AnpK9RQ==", "", "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"] {
        assert_eq!(with_hash(json!(other)).unwrap_err().code(), Code::AtHashMismatch, "{other}");
    }
    for odd in [json!(1), json!(["77QmUPtjPfzWtF2AnpK9RQ"])] {
        assert_eq!(with_hash(odd).unwrap_err(), malformed("at_hash"));
    }
    // A provider may leave it out (§3.1.3.6), as FranceConnect+ does.
    assert!(verify(&FRANCECONNECT_PLUS, &id_claims()).is_ok());
}

#[test]
fn n55_the_level_is_at_least_the_demanded_one() {
    for fitting in ["eidas2", "eidas3"] {
        assert_eq!(changed("acr", json!(fitting)).unwrap().acr.as_deref(), Some(fitting));
    }
    for low in ["eidas1", "eidas4", "EIDAS2", "eidas2 eidas3", ""] {
        assert_eq!(refusal("acr", json!(low)).code(), Code::AcrInsufficient, "{low}");
    }
    assert_eq!(absent("acr").code(), Code::AcrInsufficient);
    assert_eq!(refusal("acr", Value::Null).code(), Code::AcrInsufficient);
    for odd in [json!(["eidas2"]), json!(2)] {
        assert_eq!(refusal("acr", odd), malformed("acr"));
    }
}

#[test]
fn n55_a_raised_level_is_held_to() {
    let mut raised = tokens(&FRANCECONNECT_PLUS);
    raised.pending.acr = Some("eidas3".to_string());
    let with_acr = |acr: &str| {
        let token = signed(&with(id_claims(), "acr", json!(acr)));
        IdToken::verify(&token, &provider_keys(), &provider(&FRANCECONNECT_PLUS), &raised, LATER).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(with_acr("eidas3"), Ok(()));
    assert_eq!(with_acr("eidas2"), Err(Code::AcrInsufficient));
}

#[test]
fn n55_where_no_level_is_demanded_any_or_none_will_do() {
    assert_eq!(login_at(&OIDC).pending.acr, None);
    assert_eq!(verify(&OIDC, &with(id_claims(), "acr", json!("gold"))).unwrap().acr.as_deref(), Some("gold"));
    assert_eq!(verify(&OIDC, &without(id_claims(), "acr")).unwrap().acr, None);
    assert_eq!(verify(&OIDC, &with(id_claims(), "acr", json!(1))).unwrap_err(), malformed("acr"));
}

#[test]
fn n56_a_token_of_another_kind_is_no_id_token() {
    let typed = |typ: &str| verify_compact(&jws(&signed_header(json!({ "typ": typ })), id_claims().to_string(), &key(1)));
    for fitting in ["JWT", "jwt", "application/jwt"] {
        assert!(typed(fitting).is_ok(), "{fitting}");
    }
    for other in ["at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt", "token-introspection+jwt", "JOSE", ""] {
        assert_eq!(typed(other).unwrap_err(), Error::at(Code::HeaderInvalid, "typ"), "{other}");
    }
    // Without a `typ`, what makes it an ID token is the nonce.
    assert_eq!(verify(&FRANCECONNECT_PLUS, &userinfo_claims()).unwrap_err(), missing("nonce"));
    let logout_token = with(without(id_claims(), "nonce"), "events", json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
    assert_eq!(verify(&FRANCECONNECT_PLUS, &logout_token).unwrap_err(), missing("nonce"));
}

#[test]
fn the_subject_is_a_short_text() {
    for fitting in ["s".to_string(), "s".repeat(255)] {
        assert_eq!(changed("sub", json!(fitting)).unwrap().sub, fitting);
    }
    for odd in [json!(""), json!("s".repeat(256)), json!("é"), json!(1), json!(["s"]), Value::Null] {
        assert_eq!(refusal("sub", odd), malformed("sub"));
    }
    assert_eq!(absent("sub"), missing("sub"));
}

#[test]
fn amr_is_a_list_of_texts_where_it_is_there() {
    assert_eq!(changed("amr", json!([])).unwrap().amr.as_deref(), Some(&[][..]));
    assert_eq!(verify(&FRANCECONNECT_PLUS, &without(id_claims(), "amr")).unwrap().amr, None);
    for odd in [json!(["fr", 1]), json!({ "fr": true })] {
        assert_eq!(refusal("amr", odd), malformed("amr"));
    }
}

#[test]
fn the_time_of_authentication_is_said_where_the_preset_says_so() {
    let of = |preset: &'static Preset, claims: &Value| verify(preset, claims).map(|id_token| id_token.auth_time);
    assert_eq!(of(&FRANCECONNECT_PLUS, &id_claims()), Ok(NOW + 8));
    assert_eq!(absent("auth_time"), missing("auth_time"));
    assert_eq!(of(&OIDC, &id_claims()), Ok(NOW + 8));
    assert_eq!(of(&OIDC, &without(id_claims(), "auth_time")), Ok(NOW + 10));
}

#[test]
fn n52_the_hash_of_an_access_token_is_that_of_the_algorithm() {
    use crate::jose::SigningAlgorithm::{EdDsa, Es256, Ps256, Rs256};
    // FIPS 180-2, appendices B.1 and C.1: SHA-256 and SHA-512 of "abc".
    let abc = Secret::new("abc");
    let half = |octets: &[u8]| crate::base::base64url::encode(octets);
    let sha256 = half(b"\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23");
    let sha512 = half(
        b"\xdd\xaf\x35\xa1\x93\x61\x7a\xba\xcc\x41\x73\x49\xae\x20\x41\x31\x12\xe6\xfa\x4e\x89\xa9\x7e\xa2\x0a\x9e\xee\xe6\x4b\x55\xd3\x9a",
    );
    for algorithm in [Es256, Rs256, Ps256] {
        assert_eq!(at_hash(algorithm, &abc), sha256);
    }
    assert_eq!(at_hash(EdDsa, &abc), sha512);
}
