//! What we make we read: tokens, cookies, records, queries, requests.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{cases, object, text};
use crate::Code;
use crate::base::json::Object;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::{base64url, limits, url};
use crate::dev::encrypted::{ecdh, open};
use crate::dev::jose::{jws as signed_by, key, provider_keys, public_jwk, set, signed_header, with as with_members};
use crate::dev::login::{NOW, login_at, provider};
use crate::dev::worker::{Browser, client_key, read_with};
use crate::dev::*;
use crate::jose::jwk::VerificationKeys;
use crate::jose::jws;
use crate::jose::signing_key::SigningKey;
use crate::page::exchange::PageRequest;
use crate::provider::preset::OIDC;
use crate::sign_in::callback;
use crate::sign_in::claims::{IdToken, Userinfo};
use crate::sign_in::pending::Pending;
use crate::worker;
use crate::worker::cookies::{self, Cookies};
use crate::worker::login_cookie;
use crate::worker::seal::tests::one_key;
use crate::worker::session::Session;
use crate::worker::session::tests::lasting;

/// What every one of these sign-ins has in common; a signature takes its time.
static ID_TOKEN: LazyLock<IdToken> = LazyLock::new(|| id_token(&OIDC));

/// A session of the person of these claims.
fn session(claims: &Object) -> Session {
    let id_token = &*ID_TOKEN;
    let mut all = claims.clone();
    all.insert("sub".into(), SUB.into());
    let userinfo = Userinfo::plain(all, &provider(&OIDC), id_token).unwrap();
    Session::open(&signed_in_as(&OIDC, id_token.clone(), userinfo), LATER, lasting(600))
}

fn pending() -> impl Strategy<Value = Pending> {
    let texts = prop::array::uniform6(text());
    (texts, prop::option::of(text()), prop::option::of(text()), any::<[u8; 32]>(), any::<i64>(), prop::option::of(any::<i64>())).prop_map(
        |([nonce, issuer, client_id, redirect_uri, return_to, scope], verifier, acr, state, started_at, steady)| Pending {
            state: Secret::new(crate::sign_in::login::hex(&state)),
            nonce: Secret::new(nonce),
            verifier: verifier.map(Secret::new),
            issuer,
            client_id,
            redirect_uri,
            scope: Scope::parse(&format!("openid {scope}")).unwrap_or_else(|| Scope::parse("openid").unwrap()),
            acr,
            return_to,
            started_at,
            steady,
        },
    )
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn octets_come_back_from_base64url(octets in prop::collection::vec(any::<u8>(), 0..100)) {
        prop_assert_eq!(base64url::decode(&base64url::encode(&octets)), Ok(octets.clone()));
    }

    #[test]
    fn n23_ciphertext_has_the_spellings_of_all_else(text in "[A-Za-z0-9_-]{0,40}[A-Za-z0-9+/=_ -]{0,2}") {
        prop_assert_eq!(base64url::decode_ciphertext(&text), base64url::decode(&text));
    }

    #[test]
    fn a_value_comes_back_from_its_cookies(value in "[!#-+.-:<-\\[\\]-~-]{0,12600}", seconds in 0_i64..3_000_000, earlier in 0_usize..4) {
        let present = (1..earlier).map(|number| format!("__Host-x-{number}=old")).collect::<Vec<_>>().join("; ");
        match cookies::set_split("__Host-x", &value, seconds, &Cookies::parse(&present)) {
            Ok(lines) => {
                let mut browser: alloc::collections::BTreeMap<&str, &str> = present.split("; ").filter_map(|pair| pair.split_once('=')).collect();
                for line in &lines {
                    prop_assert!(line.len() <= limits::COOKIE_BYTES);
                    let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
                    if line.contains("; Max-Age=0;") && seconds != 0 { browser.remove(name); } else { browser.insert(name, value); }
                }
                let header = browser.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
                prop_assert_eq!(Cookies::parse(&header).get_split("__Host-x"), Some(value.into()));
            }
            Err(error) => prop_assert!(error.code() == Code::SessionTooLarge && value.len() > 11_000),
        }
    }

    #[test]
    fn a_login_comes_back_from_its_cookie_and_from_storage(pending in pending()) {
        let stored = pending.store();
        prop_assert_eq!(Pending::restore(&stored).unwrap().store(), stored.clone());
        let lines = login_cookie::keep(&pending, &one_key(), &Cookies::parse(""), NOW, [1; 24]).unwrap();
        let header = lines[0].split(';').next().unwrap();
        prop_assert_eq!(login_cookie::take(pending.state(), &one_key(), &Cookies::parse(header)).1.unwrap().store(), stored);
    }

    #[test]
    fn a_session_comes_back_with_every_claim(claims in object()) {
        let session = session(&claims);
        let back = Session::restore(session.store().into(), LATER).unwrap();
        prop_assert_eq!(back.store(), session.store());
        prop_assert_eq!(back.identity(&OIDC).unwrap().raw, session.identity(&OIDC).unwrap().raw);
    }

    #[test]
    fn n76_a_token_says_who_is_signed_in_and_none_of_the_claims_as_received(claims in object()) {
        let session = session(&claims);
        let said: Value = serde_json::from_str(&session.told(&OIDC, Some(r#"{"aud":"x"}"#)).unwrap()).unwrap();
        let mut view: Value = serde_json::from_str(&session.told(&OIDC, None).unwrap()).unwrap();
        prop_assert_eq!(view["identity"]["raw"].clone(), json!(session.identity(&OIDC).unwrap().raw));
        view["identity"].as_object_mut().unwrap().remove("raw");
        let fc = json!({ "identity": view["identity"], "assurance": view["assurance"] });
        prop_assert_eq!(said, json!({ "aud": "x", "sub": SUB, "fc": fc }));
    }

    #[test]
    fn a_session_comes_back_from_cookies_and_from_a_store(claims in object(), salt in any::<[u8; 24]>(), ticket in any::<[u8; 32]>()) {
        for store in ["cookie", "kv", "durable-object"] {
            let plain = [("FC_PRESET", Some("oidc")), ("SESSION_STORE", Some(store)), ("FC_DECRYPTION_KEYS", None)];
            let settings = read_with(&plain).unwrap();
            let (provider, id_token) = (provider(&OIDC), &*ID_TOKEN);
            let mut all = claims.clone();
            all.insert("sub".into(), SUB.into());
            let userinfo = Userinfo::plain(all.clone(), &provider, id_token).unwrap();
            let mut browser = Browser::default();
            browser.apply(worker::open_session(&settings, signed_in_as(&OIDC, id_token.clone(), userinfo), "", LATER, ticket, salt).unwrap());
            prop_assert_eq!(browser.session(&settings, LATER).unwrap().identity(&OIDC).unwrap().raw, all);
        }
    }

    #[test]
    fn what_we_sign_verifies(claims in object(), typ in prop::option::of(text())) {
        let key_pair = SigningKey::parse(client_key().as_bytes()).unwrap();
        let public = with_members(public_jwk(&key(5)), json!({ "kid": key_pair.kid() }));
        let keys = VerificationKeys::parse(set([public]).as_bytes()).unwrap();
        let verified = jws::verify(&jws::sign(typ.as_deref(), claims.clone(), &key_pair), &keys).unwrap();
        prop_assert_eq!(verified.typ(), typ.as_deref());
        prop_assert_eq!(verified.into_claims(), claims);
    }

    #[test]
    fn what_is_encrypted_to_us_opens(plaintext in prop::collection::vec(any::<u8>(), 0..200), apu in prop::collection::vec(any::<u8>(), 0..40)) {
        let token = ecdh(json!({ "apu": base64url::encode(&apu) }), &plaintext).compact();
        prop_assert_eq!(open(&token).unwrap(), plaintext);
    }

    #[test]
    fn what_the_provider_signs_verifies(claims in object()) {
        let token = signed_by(&signed_header(json!({})), Value::Object(claims.clone()).to_string(), &key(1));
        prop_assert_eq!(jws::verify(&token, &provider_keys()).unwrap().into_claims(), claims);
    }

    #[test]
    fn parameters_come_back_from_a_url(pairs in prop::collection::vec((text(), text()), 1..6), queried in any::<bool>()) {
        let endpoint = if queried { "https://a.example/b?c=d" } else { "https://a.example/b" };
        let url = url::with_parameters(endpoint, pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        prop_assert!(url::is_secure(&url));
        let query = url.split_once('?').unwrap().1;
        let read: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        prop_assert_eq!(&read[usize::from(queried)..], &pairs[..]);
    }

    #[test]
    fn a_code_comes_through_the_callback_and_the_page_to_the_token_endpoint(code in "[ -~]{1,200}") {
        let query = url::form([("code", code.as_str()), ("state", &"ab".repeat(32)), ("iss", provider(&OIDC).issuer())]);
        let grant = callback::Callback::parse(&query).unwrap().check(login_at(&OIDC).pending, &provider(&OIDC), NOW).unwrap();
        let asked = grant.exchange_request("/auth/exchange").body.unwrap();
        let page = PageRequest::parse(asked.as_bytes(), "https://service.example", "/api").unwrap();
        let client = crate::provider::Client::new(&OIDC, crate::dev::login::OPTIONS).unwrap();
        let body = page.request(&provider(&OIDC), &client, &crate::provider::Authentication::Public, NOW, [7; 16]).body.unwrap();
        let sent: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        prop_assert!(sent.contains(&("code".to_string(), code)));
    }
}
