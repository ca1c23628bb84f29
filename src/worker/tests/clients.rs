//! Two clients of one provider, on one host: with the same keys and store, and with their own (N71, N73); and a level that was raised (N72).
//! Each refusal stands beside its twin.

use super::*;

const STORES: [&str; 3] = ["cookie", "kv", "durable-object"];

/// Two clients that share everything but their registration.
fn two_clients(store: &str) -> [Settings; 2] {
    ["our-client", "other-client"].map(|id| read_with(&[("SESSION_STORE", Some(store)), ("FC_CLIENT_ID", Some(id))]).unwrap())
}

/// Those two, the second with keys of its own.
fn two_clients_with_keys_of_their_own(store: &str) -> [Settings; 2] {
    let keys = json!([crate::base::base64url::encode(&SESSION_KEY_B)]).to_string();
    let theirs =
        read_with(&[("SESSION_STORE", Some(store)), ("FC_CLIENT_ID", Some("other-client")), ("SESSION_KEYS", Some(&keys))]).unwrap();
    [two_clients(store).into_iter().next().unwrap(), theirs]
}

fn signs_in(browser: &mut Browser, settings: &Settings, number: u8) {
    browser.login(settings, number, NOW);
    browser.sign_in(settings, number, &userinfo_claims()).unwrap();
}

fn session_name(settings: &Settings) -> String {
    settings.namespace().cookie("session")
}

#[test]
fn n71_a_session_of_another_client_is_none_even_under_our_cookies_name() {
    for store in STORES {
        let [ours, theirs] = two_clients(store);
        let mut browser = signed_in(&ours);
        assert!(browser.session(&ours, LATER).is_ok());
        assert_eq!(code(browser.session(&theirs, LATER)), Code::NoSession);
        // She can rename her cookies; and a host could hand one client what the other's key holds.
        let moved = browser.header().replace(&session_name(&ours), &session_name(&theirs));
        let record = browser.record(&ours).map(ToString::to_string);
        assert_eq!(code(session(&theirs, &moved, record.as_deref(), LATER)), Code::NoSession);
        assert!(session(&ours, &browser.header(), record.as_deref(), LATER).is_ok());
        // A session of her own with the other client she may have.
        signs_in(&mut browser, &theirs, 2);
        assert!(browser.session(&theirs, LATER).is_ok() && browser.session(&ours, LATER).is_ok());
    }
}

#[test]
fn n71_a_ticket_shown_to_another_client_ends_no_session() {
    for store in &STORES[1..] {
        let [ours, theirs] = two_clients(store);
        let browser = signed_in(&ours);
        let moved = browser.header().replace(&session_name(&ours), &session_name(&theirs));
        let ended = logout(&theirs, None, SITE, &moved, None, [9; 32]).unwrap();
        assert!(!browser.1.contains_key(&ended.change.remove.unwrap()));
        let ended = logout(&ours, None, SITE, &browser.header(), None, [9; 32]).unwrap();
        assert!(browser.1.contains_key(&ended.change.remove.unwrap()));
    }
}

#[test]
fn n71_a_login_is_answered_to_the_client_that_started_it() {
    let [ours, theirs] = two_clients("cookie");
    let browser = at_the_provider(&ours);
    assert_eq!(code(browser.clone().callback(&theirs, &answer_to(1))), Code::StateUnknown);
    let mut moved = browser.clone();
    moved.0 = moved.0.into_iter().map(|(name, value)| (name.replace(ours.namespace().tag(), theirs.namespace().tag()), value)).collect();
    assert_eq!(code(moved.callback(&theirs, &answer_to(1))), Code::SealBroken);
    assert!(browser.clone().callback(&ours, &answer_to(1)).is_ok());
    // What a shared store remembers of it is the client's too.
    let key = |settings| callback(settings, &answer_to(1), &browser.header()).unwrap().login_key().to_string();
    assert_ne!(key(&ours), key(&theirs));
}

#[test]
fn n71_signing_out_everywhere_is_out_of_one_clients_sessions() {
    let [ours, theirs] = two_clients("kv");
    assert_ne!(subject_key(&ours, "issuer", "person"), subject_key(&theirs, "issuer", "person"));
    assert_eq!(subject_key(&ours, "issuer", "person"), subject_key(&two_clients("durable-object")[0], "issuer", "person"));
}

#[test]
fn n73_two_clients_on_one_host_leave_each_others_sessions_and_sign_outs_alone() {
    for pair in STORES.map(two_clients).into_iter().chain(STORES.map(two_clients_with_keys_of_their_own)) {
        let [ours, theirs] = &pair;
        let provider = provider(&FRANCECONNECT_PLUS);
        let mut browser = signed_in(ours);
        let before = browser.0[&session_name(ours)].clone();
        signs_in(&mut browser, theirs, 2);
        assert_eq!(browser.0[&session_name(ours)], before);
        // Each ends its own, and both sign-outs come back.
        let states = [theirs, ours].map(|settings| {
            let url = signs_out(&mut browser, settings, Some(&provider));
            assert_eq!(code(browser.session(settings, LATER)), Code::NoSession);
            parameters(&url)["state"].clone()
        });
        assert_eq!(browser.count("__Host-fc-logout-"), 2);
        for (settings, state) in [theirs, ours].into_iter().zip(states) {
            let (removal, outcome) = logged_out(settings, &format!("state={state}"), &browser.header());
            assert!(outcome.is_ok());
            browser.keep([removal.as_str()]);
        }
        assert!(browser.0.is_empty());
    }
}

#[test]
fn n73_a_sign_out_of_one_client_leaves_the_other_signed_in() {
    for pair in STORES.map(two_clients).into_iter().chain(STORES.map(two_clients_with_keys_of_their_own)) {
        let [ours, theirs] = &pair;
        let mut browser = signed_in(ours);
        signs_in(&mut browser, theirs, 2);
        signs_out(&mut browser, theirs, None);
        assert_eq!(code(browser.session(theirs, LATER)), Code::NoSession);
        assert!(browser.session(ours, LATER).is_ok());
    }
}

#[test]
fn n73_logins_of_two_clients_do_not_evict_each_other() {
    for [ours, theirs] in [two_clients("cookie"), two_clients_with_keys_of_their_own("cookie")] {
        let mut browser = at_the_provider(&ours);
        for number in 2..50 {
            browser.login(&theirs, number, NOW);
        }
        assert_eq!(browser.count(&theirs.namespace().cookie("login")), limits::LOGINS_AT_A_TIME);
        assert!(browser.callback(&ours, &answer_to(1)).is_ok());
        assert!(browser.callback(&theirs, &answer_to(49)).is_ok());
    }
}

#[test]
fn n72_a_session_below_the_level_of_today_does_not_suffice() {
    for store in STORES {
        let with = |acr| read_with(&[("SESSION_STORE", Some(store)), ("FC_ACR", acr)]).unwrap();
        let [unset, substantial, high] = [None, Some("eidas2"), Some("eidas3")].map(with);
        let browser = signed_in(&unset);
        // It is this client's, whatever its level: it can be read, and ended at the provider.
        let session = browser.session(&high, LATER).unwrap();
        assert!(suffices(&unset, &session, None) && suffices(&substantial, &session, None));
        assert!(!suffices(&high, &session, None));
        // A demand can raise the deployment's level, and not lower it.
        assert!(!suffices(&high, &session, Some("eidas2")));
        assert!(!suffices(&unset, &session, Some("eidas3")));
        assert!(suffices(&unset, &session, Some("eidas2")));
        assert!(!suffices(&unset, &session, Some("gold")));
    }
}

#[test]
fn n72_a_plain_provider_demands_what_is_set_and_nothing_else() {
    let plain = |acr| read_with(&[("FC_PRESET", Some("oidc")), ("FC_ACR", acr)]).unwrap();
    let session = signed_in(&settings()).session(&settings(), LATER).unwrap();
    assert!(suffices(&plain(None), &session, None));
    assert!(suffices(&plain(Some("eidas2")), &session, None));
    assert!(!suffices(&plain(Some("eidas3")), &session, None));
}
