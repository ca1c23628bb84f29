//! A Worker's sign-in from the first redirect to the last, and the ways to get at it. Each refusal stands beside its twin.

mod canary;
mod clients;
mod stores;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::*;
use crate::base::limits;
use crate::dev::login::{NOW, provider};
use crate::dev::worker::*;
use crate::dev::*;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};

const SESSION_KEY_B: [u8; 32] = [0xbb; 32];

fn code<T>(result: Result<T>) -> Code {
    result.err().unwrap().code()
}

fn parameters(url: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(url.split_once('?').unwrap().1.as_bytes()).into_owned().collect()
}

/// A browser in which login 1 is under way.
fn at_the_provider(settings: &Settings) -> Browser {
    let mut browser = Browser::default();
    browser.login(settings, 1, NOW);
    browser
}

/// The end of a session in this browser.
fn signs_out(browser: &mut Browser, settings: &Settings, provider: Option<&Provider>) -> String {
    let session = browser.session(settings, LATER).ok();
    let ended = logout(settings, provider, SITE, &browser.header(), session.as_ref(), [0x5a; 32]).unwrap();
    browser.apply(ended.change);
    ended.location
}

/// Keys of two ages, in the order given.
fn sealing_with(keys: &[[u8; 32]]) -> Settings {
    let keys: Vec<_> = keys.iter().map(|key| crate::base::base64url::encode(key)).collect();
    read_with(&[("SESSION_KEYS", Some(&json!(keys).to_string()))]).unwrap()
}

#[test]
fn a_person_signs_in_and_out() {
    let (settings, mut browser) = (settings(), Browser::default());
    // 1. To the provider.
    let url = browser.login(&settings, 1, NOW);
    assert!(url.starts_with("https://fc.example/api/v2/authorize?"));
    assert_eq!(parameters(&url)["redirect_uri"], "https://service.example/auth/callback");
    assert_eq!((browser.count(LOGIN_COOKIE), browser.0.len()), (1, 1));
    // 2. And back: the login is used up, the session is open, and its cookie is the only one.
    browser.sign_in(&settings, 1, &userinfo_claims()).unwrap();
    assert_eq!(browser.0.keys().collect::<Vec<_>>(), [SESSION_COOKIE]);
    let session = browser.session(&settings, LATER).unwrap();
    assert_eq!(session.identity(&FRANCECONNECT_PLUS).unwrap().birth_name.as_deref(), Some("LEBLANC"));
    assert_eq!(session.expires_at(), LATER + 1800);
    // 3. Out here, then at the provider, with the inner token as hint.
    let url = signs_out(&mut browser, &settings, Some(&provider(&FRANCECONNECT_PLUS)));
    assert!(url.starts_with("https://fc.example/api/v2/session/end?"));
    let sent = parameters(&url);
    assert_eq!(sent["id_token_hint"], session.id_token().expose());
    assert_eq!(sent["post_logout_redirect_uri"], "https://service.example/auth/logged-out");
    assert_eq!((sent["state"].as_str(), sent.len()), ("5a".repeat(32).as_str(), 3));
    assert_eq!(code(browser.session(&settings, LATER)), Code::NoSession);
    // 4. And back for the last time: nothing is left.
    let (removal, outcome) = logged_out(&settings, &format!("state={}", sent["state"]), &browser.header());
    browser.keep([removal.as_str()]);
    assert!(outcome.is_ok() && browser.0.is_empty());
}

#[test]
fn n57_a_state_is_this_logins_and_works_once() {
    let settings = settings();
    let browser = at_the_provider(&settings);
    assert!(browser.clone().callback(&settings, &answer_to(1)).is_ok());
    let after = |query: &str| browser.clone().callback(&settings, query).unwrap_err().code();
    assert_eq!(after("code=x&iss=https%3A%2F%2Ffc.example%2Fapi%2Fv2"), Code::StateMissing);
    assert_eq!(after(&answer_to(2)), Code::StateUnknown);
    assert_eq!(after(&format!("{0}&state={1}", answer_to(1), "01".repeat(32))), Code::CallbackMalformed);
    // Twice: a reload, the back button, a thief of the URL.
    let mut twice = browser.clone();
    assert!(twice.callback(&settings, &answer_to(1)).is_ok());
    assert_eq!(code(twice.callback(&settings, &answer_to(1))), Code::StateUnknown);
}

#[test]
fn n58_a_callback_means_nothing_to_another_browser() {
    let settings = settings();
    let mut attackers = at_the_provider(&settings);
    let mut victims = Browser::default();
    assert_eq!(code(victims.callback(&settings, &answer_to(1))), Code::StateUnknown);
    victims.login(&settings, 2, NOW);
    assert_eq!(code(victims.callback(&settings, &answer_to(1))), Code::StateUnknown);
    assert!(attackers.callback(&settings, &answer_to(1)).is_ok());
}

#[test]
fn n59_n60_a_callback_is_this_providers_and_says_one_thing() {
    let settings = settings();
    let browser = at_the_provider(&settings);
    assert!(browser.clone().callback(&settings, &answer_to(1)).is_ok());
    for (query, expected) in [
        (answer_to(1).replace("fc.example", "evil.example"), Code::CallbackIssMismatch),
        (answer_to(1).split("&iss").next().unwrap().to_string(), Code::CallbackIssMissing),
        (format!("{}&error=access_denied", answer_to(1)), Code::CallbackMalformed),
        (answer_to(1).replace("code=the-code", "error=access_denied&error_description=%3Cscript%3E"), Code::AccessDenied),
    ] {
        let mut browser = browser.clone();
        let refused = browser.callback(&settings, &query).unwrap_err();
        assert_eq!(refused.code(), expected);
        assert!(!refused.message().contains("script"));
        // The login is used up either way.
        assert_eq!(code(browser.callback(&settings, &answer_to(1))), Code::StateUnknown);
    }
}

#[test]
fn n61_every_login_has_a_verifier_of_its_own_and_only_its_s256_is_shown() {
    let plain = read_with(&[("FC_PRESET", Some("oidc"))]).unwrap();
    let mut browser = Browser::default();
    let sent = [1, 2].map(|number| parameters(&browser.login(&plain, number, NOW)));
    for (number, sent) in [1, 2].into_iter().zip(&sent) {
        let verifier = browser.callback(&plain, &answer_to(number)).unwrap().pending.verifier.unwrap();
        assert_eq!(sent["code_challenge_method"], "S256");
        assert_eq!(sent["code_challenge"], crate::sign_in::pkce::challenge(&verifier));
        assert!(!sent.values().any(|value| value == verifier.expose()));
    }
    assert_ne!(sent[0]["code_challenge"], sent[1]["code_challenge"]);
    let other = settings();
    assert!(!parameters(&browser.login(&other, 3, NOW)).contains_key("code_challenge"));
}

#[test]
fn a_login_that_took_too_long_has_expired() {
    let settings = settings();
    let at = |started| {
        let mut browser = Browser::default();
        browser.login(&settings, 1, started);
        browser.callback(&settings, &answer_to(1)).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(at(LATER - limits::LOGIN_SECONDS), Ok(()));
    assert_eq!(at(LATER - limits::LOGIN_SECONDS - 1), Err(Code::LoginExpired));
}

#[test]
fn n63_a_login_replaces_whatever_session_there_was() {
    let settings = settings();
    let mut browser = signed_in(&settings);
    let planted = browser.0[SESSION_COOKIE].clone();
    browser.login(&settings, 2, NOW);
    browser.sign_in(&settings, 2, &with(userinfo_claims(), "family_name", json!("DUPONT"))).unwrap();
    assert_ne!(browser.0[SESSION_COOKIE], planted);
    let identity = browser.session(&settings, LATER).unwrap().identity(&FRANCECONNECT_PLUS).unwrap();
    assert_eq!(identity.birth_name.as_deref(), Some("DUPONT"));
}

#[test]
fn n64_tossed_doubled_and_swapped_cookies_are_no_session() {
    let settings = settings();
    let mut browser = signed_in(&settings);
    let sealed = browser.0[SESSION_COOKIE].clone();
    let session_of = |header: &str| session(&settings, header, None, LATER).map(|_| ()).map_err(|error| error.code());
    assert_eq!(session_of(&browser.header()), Ok(()));
    // A subdomain can set neither the name with its prefix, nor get another one read.
    assert_eq!(session_of(&format!("fc-session={sealed}")), Err(Code::NoSession));
    assert_eq!(session_of(&format!("{SESSION_COOKIE}={sealed}; {SESSION_COOKIE}={sealed}")), Err(Code::NoSession));
    // What was sealed as a login is no session, and the other way round.
    browser.login(&settings, 2, NOW);
    let login = format!("{LOGIN_COOKIE}{}", "02".repeat(32));
    let (session, pending) = (browser.0[SESSION_COOKIE].clone(), browser.0[&login].clone());
    assert_eq!(session_of(&format!("{SESSION_COOKIE}=1.{pending}")), Err(Code::NoSession));
    browser.0.insert(login.clone(), session.strip_prefix("1.").unwrap().to_string());
    assert_eq!(code(browser.clone().callback(&settings, &answer_to(2))), Code::SealBroken);
    browser.0.insert(login, pending);
    assert!(browser.callback(&settings, &answer_to(2)).is_ok());
}

#[test]
fn n65_an_altered_cut_or_old_session_is_none() {
    let settings = settings();
    let browser = signed_in(&settings);
    let sealed = browser.0[SESSION_COOKIE].clone();
    let with_value =
        |value: String| session(&settings, &format!("{SESSION_COOKIE}={value}"), None, LATER).map(|_| ()).map_err(|e| e.code());
    assert_eq!(with_value(sealed.clone()), Ok(()));
    let last = if sealed.ends_with('A') { "Q" } else { "A" };
    for altered in [
        format!("{}{last}", &sealed[..sealed.len() - 1]),
        sealed.replacen("1.A", "1.B", 1),
        sealed[..sealed.len() - 1].to_string(),
        sealed[..sealed.len() / 2].to_string(),
        format!("{sealed}A"),
        "1.".to_string(),
        String::new(),
    ] {
        assert_ne!(altered, sealed);
        assert_eq!(with_value(altered), Err(Code::NoSession));
    }
    assert!(browser.session(&settings, LATER + 1799).is_ok());
    assert_eq!(code(browser.session(&settings, LATER + 1800)), Code::NoSession);
}

#[test]
fn n65_a_retired_key_still_opens_and_a_removed_one_does_not() {
    let old = sealing_with(&[[0xaa; 32]]);
    let browser = signed_in(&old);
    assert!(browser.session(&sealing_with(&[SESSION_KEY_B, [0xaa; 32]]), LATER).is_ok());
    assert_eq!(code(browser.session(&sealing_with(&[SESSION_KEY_B]), LATER)), Code::NoSession);
}

#[test]
fn a_session_of_another_issuer_is_none() {
    let browser = signed_in(&settings());
    assert!(browser.session(&settings(), LATER).is_ok());
    let other = read_with(&[("FC_ISSUER", Some("https://other.example"))]).unwrap();
    assert_eq!(code(browser.session(&other, LATER)), Code::NoSession);
}

#[test]
fn n67_unfinished_logins_do_not_pile_up_and_the_latest_still_works() {
    let settings = settings();
    let mut browser = Browser::default();
    for number in 1..=60 {
        browser.login(&settings, number, NOW);
        assert!(browser.count(LOGIN_COOKIE) <= limits::LOGINS_AT_A_TIME);
    }
    assert!(browser.header().len() < 8 * 1024);
    assert!(browser.callback(&settings, &answer_to(60)).is_ok());
}

#[test]
fn n68_a_session_is_read_from_as_many_cookies_as_it_was_written_to() {
    let settings = settings();
    let mut browser = at_the_provider(&settings);
    let long = with(userinfo_claims(), "note", json!("n".repeat(4000)));
    browser.sign_in(&settings, 1, &long).unwrap();
    let parts = browser.count(SESSION_COOKIE);
    assert_eq!(parts, 2);
    assert_eq!(browser.session(&settings, LATER).unwrap().identity(&FRANCECONNECT_PLUS).unwrap().raw["note"].as_str().unwrap().len(), 4000);
    for forged in ["1.", "3.", "9.", "99999999999.", "-2.", "2"] {
        let header = browser.header().replace(&format!("{SESSION_COOKIE}=2."), &format!("{SESSION_COOKIE}={forged}"));
        assert_eq!(code(session(&settings, &header, None, LATER)), Code::NoSession, "{forged}");
    }
    // A shorter session takes the place of the longer one, and leaves no part of it.
    browser.login(&settings, 2, NOW);
    browser.sign_in(&settings, 2, &userinfo_claims()).unwrap();
    assert_eq!(browser.count(SESSION_COOKIE), 1);
    assert!(browser.session(&settings, LATER).is_ok());
}

#[test]
fn a_session_that_no_browser_keeps_is_refused_and_leaves_the_old_one() {
    let settings = settings();
    let mut browser = signed_in(&settings);
    browser.login(&settings, 2, NOW);
    let huge = with(userinfo_claims(), "note", json!("n".repeat(12_000)));
    assert_eq!(code(browser.sign_in(&settings, 2, &huge)), Code::SessionTooLarge);
    assert!(browser.session(&settings, LATER).is_ok());
}

#[test]
fn a_sign_out_ends_here_whatever_the_provider_offers() {
    let settings = settings();
    let mut silent = provider(&FRANCECONNECT_PLUS);
    silent.end_session_endpoint = None;
    for provider in [None, Some(&silent)] {
        let mut browser = signed_in(&settings);
        assert_eq!(signs_out(&mut browser, &settings, provider), "/");
        assert!(browser.0.is_empty());
    }
    // Nobody is signed in: nothing to tell the provider.
    assert_eq!(signs_out(&mut Browser::default(), &settings, Some(&provider(&FRANCECONNECT_PLUS))), "/");
}

#[test]
fn the_return_from_a_sign_out_is_this_browsers_and_works_once() {
    let settings = settings();
    let mut browser = signed_in(&settings);
    signs_out(&mut browser, &settings, Some(&provider(&FRANCECONNECT_PLUS)));
    let ours = format!("state={}", "5a".repeat(32));
    assert!(logged_out(&settings, &ours, &browser.header()).1.is_ok());
    for query in ["", "state=", "state=other", &format!("{ours}&{ours}")] {
        assert_eq!(code(logged_out(&settings, query, &browser.header()).1), Code::LogoutStateMismatch, "{query}");
    }
    browser.keep([logged_out(&settings, &ours, &browser.header()).0.as_str()]);
    assert_eq!(code(logged_out(&settings, &ours, &browser.header()).1), Code::LogoutStateMismatch);
}

#[test]
fn a_login_that_cannot_be_started_leaves_nothing_behind() {
    let settings = settings();
    let start = |acr, site| {
        let options = LoginOptions { acr, ..LoginOptions::default() };
        let entropy = Entropy::new([[1; 32], [2; 32], [3; 32]]);
        login(&settings, &provider(&FRANCECONNECT_PLUS), site, options, "", NOW, entropy, [1; 24]).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(start(Some("eidas3"), SITE), Ok(()));
    assert_eq!(start(Some("eidas1"), SITE), Err(Code::LoginRequestInvalid));
    assert_eq!(start(None, Site { origin: "http://service.example", prefix: "/auth" }), Err(Code::InvalidSettings));
}

#[test]
fn n60_a_callback_with_doubled_parameters_uses_its_login_up_all_the_same() {
    let settings = settings();
    for doubled in ["&code=other", "&iss=https%3A%2F%2Fevil.example", "&x=1&x=1"] {
        let mut browser = at_the_provider(&settings);
        assert_eq!(code(browser.callback(&settings, &format!("{}{doubled}", answer_to(1)))), Code::CallbackMalformed);
        assert_eq!(code(browser.callback(&settings, &answer_to(1))), Code::StateUnknown, "{doubled}");
    }
    assert!(at_the_provider(&settings).callback(&settings, &format!("{}&x=1&y=1", answer_to(1))).is_ok());
}

#[test]
fn n62_a_login_does_not_return_to_a_route_of_ours() {
    let settings = settings();
    let returns_to = |path| {
        let options = LoginOptions { return_to: Some(path), ..LoginOptions::default() };
        let entropy = Entropy::new([[1; 32], [2; 32], [3; 32]]);
        let redirect = login(&settings, &provider(settings.preset), SITE, options, "", NOW, entropy, [4; 24]).unwrap();
        let mut browser = Browser::default();
        browser.keep(redirect.cookies.iter().map(String::as_str));
        browser.callback(&settings, &answer_to(1)).unwrap().return_to().to_string()
    };
    assert_eq!(returns_to("/auth/login"), "/");
    assert_eq!(returns_to("/auth/login?return_to=/auth/login"), "/");
    assert_eq!(returns_to("/authors"), "/authors");
}

#[test]
fn n71_a_cached_document_opens_under_its_own_name_client_issuer_and_keys_alone() {
    let settings = settings();
    let sealed = seal_document(&settings, "keys", "{}", [1; 24]).unwrap();
    assert_eq!(open_document(&settings, "keys", &sealed).unwrap(), "{}");
    assert_eq!(code(open_document(&settings, "discovery", &sealed)), Code::SealBroken);
    assert_eq!(code(open_document(&settings, "keys", "e30")), Code::SealBroken);
    assert_eq!(code(open_document(&sealing_with(&[SESSION_KEY_B]), "keys", &sealed)), Code::SealBroken);
    for change in [("FC_ISSUER", Some("https://other.example")), ("FC_CLIENT_ID", Some("other-client"))] {
        let other = read_with(&[change]).unwrap();
        assert_eq!(code(open_document(&other, "keys", &sealed)), Code::SealBroken);
    }
}
