//! Sessions in cookies, in KV and in Durable Objects: one behaviour, tested alike. Each refusal stands beside its twin.

use super::*;
use crate::worker::settings::SessionStore;

/// Settings for each store, with changes.
fn each_store(changes: &[(&'static str, Option<&str>)]) -> Vec<Settings> {
    let with = |store| read_with(&[&[("SESSION_STORE", Some(store))], changes].concat()).unwrap();
    Vec::from(["cookie", "kv", "durable-object"].map(with))
}

/// What use at `now` makes of the session of this browser.
fn uses(browser: &mut Browser, settings: &Settings, now: i64) -> Result<()> {
    let session = browser.session(settings, now)?;
    if let Some(change) = renew(settings, &session, &browser.header(), now, [0x77; 24])? {
        browser.apply(change);
    }
    Ok(())
}

#[test]
fn a_person_signs_in_and_out_whatever_the_store() {
    for settings in each_store(&[]) {
        let mut browser = signed_in(&settings);
        assert_eq!(
            browser.session(&settings, LATER + 1799).unwrap().identity(&FRANCECONNECT_PLUS).unwrap().birth_name.as_deref(),
            Some("LEBLANC")
        );
        assert_eq!(code(browser.session(&settings, LATER + 1800)), Code::NoSession);
        let url = signs_out(&mut browser, &settings, Some(&provider(&FRANCECONNECT_PLUS)));
        assert!(url.starts_with("https://fc.example/api/v2/session/end?id_token_hint="));
        assert_eq!(code(browser.session(&settings, LATER)), Code::NoSession);
        assert!(browser.1.is_empty());
    }
}

#[test]
fn a_store_on_the_server_holds_a_sealed_record_and_the_browser_a_ticket() {
    for settings in &each_store(&[])[1..] {
        let browser = signed_in(settings);
        let (key, value) = browser.1.first_key_value().unwrap();
        assert!(key.starts_with("session:") && !value.contains("LEBLANC"));
        let ticket = browser.0[SESSION_COOKIE].strip_prefix("1.").unwrap();
        assert_eq!(ticket.len(), 43);
        assert!(!key.contains(ticket) && !value.contains(ticket));
    }
}

#[test]
fn n63_a_login_replaces_ticket_and_record() {
    for settings in each_store(&[]) {
        let mut browser = signed_in(&settings);
        let earlier = browser.clone();
        browser.login(&settings, 2, NOW);
        browser.sign_in(&settings, 2, &userinfo_claims()).unwrap();
        assert_ne!(browser.0[SESSION_COOKIE], earlier.0[SESSION_COOKIE]);
        assert!(browser.session(&settings, LATER).is_ok());
        // Where the store is ours, the earlier session is gone; in cookies, a copy of it lasts until its end.
        assert_eq!(browser.1.len(), earlier.1.len());
        let copy = Browser(earlier.0, browser.1.clone());
        assert_eq!(copy.session(&settings, LATER).is_ok(), settings.store() == crate::worker::settings::SessionStore::Cookie);
    }
}

#[test]
fn n65_records_that_are_altered_moved_or_oversized_are_no_session() {
    for settings in &each_store(&[])[1..] {
        let browser = signed_in(settings);
        let header = browser.header();
        let of = |record: Option<&str>| session(settings, &header, record, LATER).map(|_| ()).map_err(|error| error.code());
        let record = browser.record(settings).unwrap();
        assert_eq!(of(Some(record)), Ok(()));
        assert_eq!(of(None), Err(Code::NoSession));
        assert_eq!(of(Some(&record[1..])), Err(Code::NoSession));
        assert_eq!(of(Some(&"A".repeat(limits::RECORD_CHARS + 1))), Err(Code::NoSession));
        // Another person's record under this ticket.
        let mut other = Browser::default();
        other.login(settings, 3, NOW);
        other.sign_in(settings, 3, &userinfo_claims()).unwrap();
        assert_eq!(of(Some(other.record(settings).unwrap())), Err(Code::NoSession));
        // A cookie that is no ticket.
        let forged = session(settings, &format!("{SESSION_COOKIE}=1.forged"), Some(record), LATER);
        assert_eq!(code(forged), Code::NoSession);
    }
}

#[test]
fn a_session_key_is_retired_without_signing_anyone_out() {
    let ours = crate::base::base64url::encode(&[0xaa; 32]);
    let newer = crate::base::base64url::encode(&SESSION_KEY_B);
    for store in ["cookie", "kv", "durable-object"] {
        let with =
            |keys: &[&String]| read_with(&[("SESSION_STORE", Some(store)), ("SESSION_KEYS", Some(&json!(keys).to_string()))]).unwrap();
        let browser = signed_in(&with(&[&ours]));
        assert!(browser.session(&with(&[&newer, &ours]), LATER).is_ok());
        assert_eq!(code(browser.session(&with(&[&newer]), LATER)), Code::NoSession);
    }
}

#[test]
fn use_renews_a_sliding_session_up_to_its_end() {
    let sliding = [("SESSION_RENEWAL", Some("sliding")), ("SESSION_TTL", Some("600")), ("SESSION_MAX", Some("1500"))];
    for settings in each_store(&sliding) {
        let mut browser = signed_in(&settings);
        // Too young to be worth a write.
        uses(&mut browser, &settings, LATER + 299).unwrap();
        assert_eq!(browser.session(&settings, LATER + 299).unwrap().expires_at(), LATER + 600);
        uses(&mut browser, &settings, LATER + 500).unwrap();
        assert_eq!(browser.session(&settings, LATER + 500).unwrap().expires_at(), LATER + 1100);
        uses(&mut browser, &settings, LATER + 1000).unwrap();
        assert_eq!(browser.session(&settings, LATER + 1000).unwrap().expires_at(), LATER + 1500);
        uses(&mut browser, &settings, LATER + 1499).unwrap();
        assert_eq!(code(browser.session(&settings, LATER + 1500)), Code::NoSession);
    }
}

#[test]
fn a_session_is_seen_at_once_only_where_nothing_else_is_to_be_done() {
    let sliding = [("SESSION_RENEWAL", Some("sliding")), ("SESSION_TTL", Some("600"))];
    for settings in each_store(&sliding) {
        let browser = signed_in(&settings);
        let seen = |demanded, now| {
            session_at_once(&settings, &browser.header(), demanded, now).map(|session| session.told(settings.preset, None).unwrap())
        };
        let session = browser.session(&settings, LATER + 299).unwrap();
        let in_cookies = matches!(settings.store(), SessionStore::Cookie);
        // With a record there may be a sign-out that only the store knows.
        let view = in_cookies.then(|| session.told(&FRANCECONNECT_PLUS, None).unwrap());
        assert_eq!(seen(None, LATER + 299), view);
        assert_eq!(seen(Some("eidas2"), LATER + 299), view);
        // Below the level that is demanded; a renewal is due; its end; nobody.
        assert_eq!(seen(Some("eidas3"), LATER + 299), None);
        assert_eq!(seen(None, LATER + 300), None);
        assert!(session.renewal_is_due(LATER + 300, settings.lifetime()));
        assert_eq!(seen(None, LATER + 600), None);
        assert!(session_at_once(&settings, "", None, LATER).is_none());
    }
}

#[test]
fn use_does_not_renew_a_fixed_session() {
    for settings in each_store(&[("SESSION_TTL", Some("600"))]) {
        let mut browser = signed_in(&settings);
        uses(&mut browser, &settings, LATER + 599).unwrap();
        assert_eq!(code(browser.session(&settings, LATER + 600)), Code::NoSession);
    }
}

#[test]
fn signing_out_everywhere_ends_what_was_opened_before() {
    for settings in each_store(&[]) {
        let session = signed_in(&settings).session(&settings, LATER).unwrap();
        assert!(session.outlives(None) && session.outlives(Some(LATER - 1)));
        assert!(!session.outlives(Some(LATER)) && !session.outlives(Some(LATER + 9)));
        assert!(subject_key(&settings, session.issuer(), session.sub()).starts_with("subject:"));
    }
}

#[test]
fn a_level_is_held_against_the_session() {
    let session = signed_in(&settings()).session(&settings(), LATER).unwrap();
    assert!(session.satisfies(&FRANCECONNECT_PLUS, "eidas2"));
    assert!(!session.satisfies(&FRANCECONNECT_PLUS, "eidas3") && !session.satisfies(&FRANCECONNECT_PLUS, "eidas1"));
}

#[test]
fn n57_a_login_has_one_key_in_a_shared_store() {
    let settings = settings();
    let key_of = |number: u8| {
        let mut browser = Browser::default();
        browser.login(&settings, number, NOW);
        callback(&settings, &answer_to(number), &browser.header()).unwrap().login_key().to_string()
    };
    assert_eq!(key_of(1), key_of(1));
    assert_ne!(key_of(1), key_of(2));
}
