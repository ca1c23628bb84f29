//! The session's life, and what JavaScript gets of it. Each refusal stands beside its twin.

use alloc::format;
use alloc::string::ToString;

use serde_json::{Value, json};

use super::*;
use crate::base::limits::CLOCK_LEEWAY_SECONDS;
use crate::dev::jose::provider_keys;
use crate::dev::login::ISSUER;
use crate::dev::*;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
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
    let userinfo = Userinfo::verify(&signed(&userinfo_claims()), &provider_keys(), &id_token, LATER).unwrap();
    Session::open(signed_in_as(&FRANCECONNECT_PLUS, id_token, userinfo), LATER, lifetime)
}

fn restored(now: i64) -> Result<Session> {
    Session::restore(&opened().store(), now)
}

#[test]
fn what_was_stored_comes_back() {
    let session = restored(LATER).unwrap();
    assert_eq!(session.store(), opened().store());
    assert_eq!((session.issuer(), session.expires_at()), (ISSUER, LATER + 1800));
    assert_eq!(session.id_token().expose(), sign(&id_claims()));
}

#[test]
fn javascript_gets_identity_assurance_and_the_end() {
    let view = serde_json::to_value(restored(LATER).unwrap().view(&FRANCECONNECT_PLUS)).unwrap();
    assert_eq!(view["expiresAt"], json!(LATER + 1800));
    assert_eq!(view["assurance"], json!({ "acr": "eidas2", "amr": ["pwd", "fr"], "authTime": LATER - 4 }));
    assert_eq!((&view["identity"]["sub"], &view["identity"]["issuer"]), (&json!(SUB), &json!(ISSUER)));
    assert_eq!((&view["identity"]["birthName"], &view["identity"]["origin"]), (&json!("LEBLANC"), &json!("fr")));
    assert_eq!(view["identity"]["missing"], json!([]));
    // No token among them.
    assert!(!view.to_string().contains("eyJ"));
}

#[test]
fn what_a_plain_provider_does_not_say_stays_unsaid() {
    let id_token = verify(&OIDC, &without(without(id_claims(), "acr"), "amr")).unwrap();
    let userinfo = Userinfo::from_id_token(&id_token);
    let session = Session::open(signed_in_as(&OIDC, id_token, userinfo), LATER, lasting(60));
    let session = Session::restore(&session.store(), LATER).unwrap();
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

#[test]
fn what_is_no_session_is_none() {
    assert!(Session::restore(&opened().store(), LATER).is_ok());
    let mut extended: Value = serde_json::from_slice(&opened().store()).unwrap();
    extended["extra"] = json!(1);
    for text in ["", "{}", "null", &extended.to_string()] {
        assert_eq!(Session::restore(text.as_bytes(), LATER).unwrap_err().code(), Code::NoSession);
    }
}

#[test]
fn n70_debug_shows_nothing_of_it() {
    assert_eq!(format!("{:?}", opened()), "Session(…)");
}
