//! Claims under a signature that holds: the ID token and userinfo.
//!
//! Each verdict is held against a second reading of the rules (OIDC Core §3.1.3.7, §5.3.2), written as one condition.

use fc_pivot::Code;
use fc_pivot::base::base64url;
use fc_pivot::base::json::{self, Object};
use fc_pivot::base::limits::CLOCK_LEEWAY_SECONDS;
use fc_pivot::provider::preset::FRANCECONNECT_PLUS;
use fc_pivot::sign_in::claims::{IdToken, Userinfo};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::texts;
use super::world::{
    self, ACCESS_TOKEN, CLIENT, ISSUER, NOW, PRESETS, STARTED, id_claims, provider, tokens, userinfo_claims, verification_keys, with,
};

pub fn id_token(data: &[u8]) -> bool {
    let Ok(claims) = json::object(data) else { return false };
    let token = world::signed(data);
    let mut accepted = false;
    for preset in PRESETS {
        let verdict = IdToken::verify(&token, verification_keys(), provider(preset), tokens(preset), NOW);
        let is_fc = preset == &FRANCECONNECT_PLUS;
        assert_eq!(verdict.is_ok(), is_sound(&claims, is_fc), "{:?}", verdict.err());
        if let Ok(id_token) = verdict {
            assert_eq!(id_token.assurance().acr, text(&claims, "acr").unwrap_or_default());
            accepted = true;
        }
    }
    accepted
}

fn is_sound(claims: &Object, is_fc: bool) -> bool {
    let at_hash = base64url::encode(Sha256::digest(ACCESS_TOKEN).get(..16).expect("half a digest"));
    let is = |name: &str, value: &str| text(claims, name) == Some(value);
    let absent_or = |name: &str, holds: &dyn Fn() -> bool| claims.get(name).is_none_or(Value::is_null) || holds();
    is("iss", ISSUER)
        && is_for_us(claims)
        && absent_or("azp", &|| is("azp", CLIENT))
        && date(claims, "exp").is_some_and(|exp| exp.saturating_add(CLOCK_LEEWAY_SECONDS) > NOW)
        && date(claims, "iat").is_some_and(|iat| (STARTED - CLOCK_LEEWAY_SECONDS..=NOW + CLOCK_LEEWAY_SECONDS).contains(&iat))
        && absent_or("nbf", &|| date(claims, "nbf").is_some_and(|nbf| nbf <= NOW + CLOCK_LEEWAY_SECONDS))
        && is("nonce", &world::nonce())
        && if is_fc { is("acr", "eidas2") || is("acr", "eidas3") } else { absent_or("acr", &|| text(claims, "acr").is_some()) }
        && if is_fc && claims.get("auth_time").is_none_or(Value::is_null) {
            false
        } else {
            absent_or("auth_time", &|| date(claims, "auth_time").is_some_and(|time| time <= NOW + CLOCK_LEEWAY_SECONDS))
        }
        && absent_or("at_hash", &|| is("at_hash", &at_hash))
        && absent_or("amr", &|| claims["amr"].is_string() || claims["amr"].as_array().is_some_and(|amr| amr.iter().all(Value::is_string)))
        && subject(claims).is_some()
}

fn text<'a>(claims: &'a Object, name: &str) -> Option<&'a str> {
    claims.get(name)?.as_str()
}

fn date(claims: &Object, name: &str) -> Option<i64> {
    let text = claims.get(name).filter(|value| value.is_number())?.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if text.contains(['e', 'E', '-']) || !fraction.bytes().all(|octet| octet.is_ascii_digit()) { None } else { whole.parse().ok() }
}

fn is_for_us(claims: &Object) -> bool {
    claims.get("aud").is_some_and(|aud| *aud == json!(CLIENT) || *aud == json!([CLIENT]))
}

fn subject(claims: &Object) -> Option<&str> {
    text(claims, "sub").filter(|sub| (1..256).contains(&sub.len()) && sub.is_ascii())
}

pub fn id_token_seeds() -> Vec<Vec<u8>> {
    let rich = json!({ "aud": [CLIENT], "azp": CLIENT, "nbf": NOW, "at_hash": "uby9Z8Gb_H_x4fPjwNzguw", "acr": "eidas3" });
    texts([id_claims().to_string(), with(id_claims(), rich).to_string()])
}

/// Userinfo that is taken is this person's, and every claim of it is in the identity's `raw`.
pub fn userinfo(data: &[u8]) -> bool {
    let Ok(claims) = json::object(data) else { return false };
    let id_token = world::id_token();
    let token = world::signed(data);
    let date_holds =
        |name: &str, holds: &dyn Fn(i64) -> bool| claims.get(name).is_none_or(Value::is_null) || date(&claims, name).is_some_and(holds);
    let sound = text(&claims, "iss") == Some(ISSUER)
        && is_for_us(&claims)
        && date_holds("exp", &|exp| exp.saturating_add(CLOCK_LEEWAY_SECONDS) > NOW)
        && ["iat", "nbf"].iter().all(|name| date_holds(name, &|begins| begins <= NOW + CLOCK_LEEWAY_SECONDS))
        && subject(&claims) == Some(world::SUB);
    match Userinfo::verify(&token, verification_keys(), provider(&FRANCECONNECT_PLUS), id_token, NOW) {
        Ok(_) => {
            let identity = world::signed_in(data).identity();
            assert!(sound && identity.raw == claims && identity.sub == world::SUB);
            true
        }
        Err(error) => {
            let refusals = [
                Code::ClaimMissing,
                Code::ClaimMalformed,
                Code::IssMismatch,
                Code::AudMismatch,
                Code::TokenExpired,
                Code::TokenNotYetValid,
                Code::SubMismatch,
            ];
            assert!(!sound && refusals.contains(&error.code()), "{error}");
            false
        }
    }
}

pub fn userinfo_seeds() -> Vec<Vec<u8>> {
    let bare = json!({ "iss": ISSUER, "aud": [CLIENT], "sub": world::SUB });
    texts([userinfo_claims().to_string(), bare.to_string()])
}
