//! The session's life, and what JavaScript gets of it. Each refusal stands beside its twin.

use alloc::format;
use alloc::string::ToString;

use serde_json::{Value, json};

use super::*;
use crate::base::limits::CLOCK_LEEWAY_SECONDS;
use crate::dev::jose::provider_keys;
use crate::dev::login::{ISSUER, provider};
use crate::dev::*;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC, PROCONNECT};
use crate::sign_in::claims::Userinfo;

/// A fixed life of so many seconds.
pub(crate) const fn lasting(seconds: i64) -> Lifetime {
    Lifetime { seconds, max: seconds, sliding: false }
}

fn opened() -> Session {
    opened_for(lasting(1800))
}

fn opened_for(lifetime: Lifetime) -> Session {
    let id_token = id_token(&FRANCECONNECT_PLUS);
    let userinfo =
        Userinfo::verify(&signed(&userinfo_claims()), &provider_keys(), &provider(&FRANCECONNECT_PLUS), &id_token, LATER).unwrap();
    Session::open(&signed_in_as(&FRANCECONNECT_PLUS, id_token, userinfo), LATER, lifetime)
}

fn restored(now: i64) -> Result<Session> {
    Session::restore(opened().store().into(), now)
}

#[test]
fn what_was_stored_comes_back() {
    let session = restored(LATER).unwrap();
    assert_eq!(session.store(), opened().store());
    assert_eq!((session.issuer(), session.expires_at()), (ISSUER, LATER + 1800));
    assert_eq!(session.id_token().expose(), sign(&id_claims()));
}

fn json_view(session: &Session) -> Value {
    serde_json::from_str(&session.told(&FRANCECONNECT_PLUS, None).unwrap()).unwrap()
}

#[test]
fn javascript_gets_identity_assurance_and_the_end() {
    let view = json_view(&restored(LATER).unwrap());
    assert_eq!(view["expiresAt"], json!(LATER + 1800));
    assert_eq!(view["assurance"], json!({ "acr": "eidas2", "amr": ["pwd", "fr"], "authTime": LATER - 4 }));
    assert_eq!((&view["identity"]["sub"], &view["identity"]["issuer"]), (&json!(SUB), &json!(ISSUER)));
    assert_eq!((&view["identity"]["birthName"], &view["identity"]["origin"]), (&json!("LEBLANC"), &json!("fr")));
    assert_eq!(view["identity"]["missing"], json!([]));
    // No token among them.
    assert!(!view.to_string().contains("eyJ"));
}

fn json_claims(session: &Session) -> Value {
    serde_json::from_str(&session.told(&FRANCECONNECT_PLUS, Some(r#"{"aud":"http://127.0.0.1:8000"}"#)).unwrap()).unwrap()
}

#[test]
fn a_token_says_the_same_without_the_claims_as_received() {
    for session in [restored(LATER).unwrap(), Session::restore_former(former(&claims()).to_string().as_bytes(), LATER).unwrap()] {
        let view = json_view(&session);
        let who = without(view["identity"].clone(), "raw");
        assert_ne!(who, view["identity"]);
        let fc = json!({ "identity": who, "assurance": view["assurance"] });
        assert_eq!(json_claims(&session), json!({ "aud": "http://127.0.0.1:8000", "sub": SUB, "fc": fc }));
    }
}

#[test]
fn who_she_is_and_what_was_received_part_where_they_meet_whatever_the_claims_are() {
    let granted = Scope::granted(PROCONNECT.default_scope).unwrap();
    for custom in [json!({}), json!({ "raw": {} }), json!({ "a": { "b": 1, "raw": {} }, "raw": { "c": ",\"raw\":{}}" } })] {
        let Value::Object(claims) = json!({ "sub": SUB, "custom": custom }) else { panic!("no object") };
        let person = || Person::of(Facts { preset: &PROCONNECT, issuer: ISSUER, sub: SUB, granted: &granted, amr: None, claims: &claims });
        let Person::Agent(agent) = person() else { panic!("no agent") };
        let [open, raw] = texts(person());
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (who, raw) = (read(&format!("{open}}}")), read(&raw));
        let whole = serde_json::to_value(&agent).unwrap();
        assert_eq!((&who["custom"], &raw), (&custom, &whole["raw"]));
        assert_eq!((raw, who), (Value::Object(claims.clone()), without(whole, "raw")));
    }
}

#[test]
fn what_a_plain_provider_does_not_say_stays_unsaid() {
    let id_token = verify(&OIDC, &without(without(id_claims(), "acr"), "amr")).unwrap();
    let userinfo = Userinfo::from_id_token(&id_token);
    let session = Session::open(&signed_in_as(&OIDC, id_token, userinfo), LATER, lasting(60));
    let session = Session::restore(session.store().into(), LATER).unwrap();
    assert_eq!(serde_json::to_value(session.assurance()).unwrap(), json!({ "acr": "", "authTime": LATER - 4 }));
}

#[test]
fn n65_a_session_ends_when_it_said_it_would() {
    assert!(restored(LATER + 1799).is_ok());
    for late in [LATER + 1800, LATER + 86_400, i64::MAX] {
        assert_eq!(restored(late).unwrap_err().code(), Code::NoSession);
    }
}

#[test]
fn n65_a_clock_that_was_set_back_does_not_lengthen_it() {
    assert!(restored(LATER - CLOCK_LEEWAY_SECONDS).is_ok());
    assert_eq!(restored(LATER - CLOCK_LEEWAY_SECONDS - 1).unwrap_err().code(), Code::NoSession);
}

#[test]
fn use_renews_it_only_while_that_reaches_further() {
    let sliding = Lifetime { seconds: 600, max: 1500, sliding: true };
    let session = opened_for(sliding).renewed(LATER + 500, sliding).unwrap().renewed(LATER + 1000, sliding).unwrap();
    assert_eq!(session.expires_at(), LATER + 1500);
    // It has come to the end that no renewal moves: there is nothing to write.
    assert!(session.renewed(LATER + 1400, sliding).is_none());
    // Whether there is can be asked before anything is drawn or written for it.
    let fresh = opened_for(sliding);
    for seconds in [0, 200, 500, 1400] {
        assert_eq!(fresh.renewal_is_due(LATER + seconds, sliding), fresh.renewed(LATER + seconds, sliding).is_some(), "{seconds}");
    }
    assert!(fresh.renewal_is_due(LATER + 500, sliding) && !session.renewal_is_due(LATER + 1400, sliding));
}

/// Octets before the texts: a version, three times, eight lengths.
const HEAD: usize = 1 + 3 * 8 + 8 * 4;

/// The claims of a session, as received.
fn claims() -> Value {
    Value::Object(opened().identity(&FRANCECONNECT_PLUS).unwrap().raw)
}

/// A session as the version before stored it.
fn former(claims: &Value) -> Value {
    json!({
        "issuer": ISSUER, "sub": SUB, "granted": "openid identite_pivot email preferred_username", "acr": "eidas2", "amr": ["pwd", "fr"],
        "auth_time": LATER - 4, "claims": claims, "id_token": sign(&id_claims()), "opened_at": LATER, "expires_at": LATER + 1800,
        "ends_at": LATER + 1800,
    })
}

#[test]
fn n65_a_session_of_the_version_before_is_as_good() {
    let claims = claims();
    let session = Session::restore_former(former(&claims).to_string().as_bytes(), LATER).unwrap();
    assert_eq!(json_view(&session), json_view(&opened()));
    assert!(session.satisfies(&FRANCECONNECT_PLUS, "eidas2") && !session.satisfies(&FRANCECONNECT_PLUS, "eidas3"));
    assert_eq!((session.issuer(), session.sub(), session.id_token().expose()), (ISSUER, SUB, &*sign(&id_claims())));
    // It is stored in the form of today; its identity is still made anew.
    let again = Session::restore(session.store().into(), LATER + 1799).unwrap();
    assert_eq!(json_view(&again), json_view(&opened()));
    assert_eq!(Session::restore_former(former(&claims).to_string().as_bytes(), LATER + 1800).unwrap_err().code(), Code::NoSession);
    // Neither form is taken for the other.
    assert_eq!(Session::restore(former(&claims).to_string().into_bytes().into(), LATER).unwrap_err().code(), Code::NoSession);
    assert_eq!(Session::restore_former(&opened().store(), LATER).unwrap_err().code(), Code::NoSession);
}

#[test]
fn n65_use_seals_it_anew_once_and_its_end_stays() {
    let session = Session::restore_former(former(&json!({})).to_string().as_bytes(), LATER).unwrap();
    let (fixed, sliding) = (lasting(1800), Lifetime { seconds: 1800, max: 1800, sliding: true });
    for lifetime in [fixed, sliding] {
        assert!(session.renewal_is_due(LATER, lifetime));
        let renewed = session.renewed(LATER, lifetime).unwrap();
        assert_eq!(renewed.expires_at(), LATER + 1800);
        assert!(!renewed.renewal_is_due(LATER, lifetime));
    }
}

#[test]
fn an_identity_is_handed_on_as_it_was_sealed_unless_another_version_or_preset_made_it() {
    let stored = opened().store();
    let sealed = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = stored.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        let mut other = stored.clone();
        other[at..at + from.len()].copy_from_slice(to.as_bytes());
        Session::restore(other.clone().into(), LATER).unwrap()
    };
    // Nobody reads it: what stands there comes out.
    let altered = sealed("\"birthName\":\"LEBLANC\"", "\"birthName\":\"LENOIR_\"");
    assert_eq!(json_view(&altered)["identity"]["birthName"], json!("LENOIR_"));
    assert_eq!(json_claims(&altered)["fc"]["identity"]["birthName"], json!("LENOIR_"));
    assert_eq!(json_view(&altered)["identity"]["raw"]["family_name"], json!("LEBLANC"));
    // By another preset it is made anew, from the claims; and so is one of another version.
    let anew: Value = serde_json::from_str(&altered.told(&OIDC, None).unwrap()).unwrap();
    assert_eq!((&anew["identity"]["usualName"], &anew["identity"]["birthName"]), (&json!("LEBLANC"), &Value::Null));
    assert_eq!(anew["identity"]["raw"]["family_name"], json!("LEBLANC"));
    let mut other = altered.store();
    other[HEAD] ^= 1;
    assert_eq!(json_view(&Session::restore(other.into(), LATER).unwrap()), json_view(&opened()));
}

#[test]
fn what_is_no_session_is_none() {
    assert!(Session::restore(opened().store().into(), LATER).is_ok());
    let stored = opened().store();
    // The end of the last text is the end of all.
    for cut in (0..=HEAD).chain([HEAD + 1, stored.len() / 4]) {
        assert_eq!(Session::restore(stored[..cut].to_vec().into(), LATER).unwrap_err().code(), Code::NoSession, "{cut}");
    }
    for (at, octet) in [(0, 0), (0, 1), (0, 3), (0, b'{'), (HEAD - 4, 1), (HEAD, 0xff)] {
        let mut other = stored.clone();
        other[at] = octet;
        assert_eq!(Session::restore(other.clone().into(), LATER).unwrap_err().code(), Code::NoSession, "{at}");
    }
    let mut extended = former(&json!({}));
    extended["extra"] = json!(1);
    for text in ["", "{}", "null", &extended.to_string()] {
        assert_eq!(Session::restore(text.as_bytes().to_vec().into(), LATER).unwrap_err().code(), Code::NoSession);
        assert_eq!(Session::restore_former(text.as_bytes(), LATER).unwrap_err().code(), Code::NoSession);
    }
}

#[test]
fn n70_debug_shows_nothing_of_it() {
    assert_eq!(format!("{:?}", opened()), "Session(…)");
}
