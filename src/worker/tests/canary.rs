//! N70: a sign-in in which every secret and every identity value is a canary. None of them sings in a `Debug` or in an error.

use alloc::string::ToString;

use super::*;
use crate::base::error::Error;
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::dev::encrypted::{open_nested, our_keys};
use crate::dev::jose::{jws, key, object, provider_keys, signed_header};
use crate::dev::login::{five_members, grant};
use crate::jose::SignedToken;
use crate::jose::jwe::Jwe;
use crate::sign_in::claims::{self, IdToken, Userinfo};
use crate::sign_in::userinfo;
use crate::worker::session::Session;
use crate::worker::session::tests::lasting;

/// Userinfo in which every value of the person is a canary.
fn canaries() -> Value {
    let mut claims = userinfo_claims();
    claims["sub"] = json!("canary-sub");
    for name in ["family_name", "given_name", "birthdate", "gender", "birthplace", "birthcountry", "email", "preferred_username", "other"] {
        claims[name] = json!(format!("canary-{name}"));
    }
    claims["rnipp_given_name_array"] = json!(["canary-array"]);
    claims
}

fn id_canaries() -> Value {
    with(with(id_claims(), "sub", json!("canary-sub")), "other", json!("canary-other"))
}

fn answer<'a>(content_type: &'a str, body: &'a str) -> HttpAnswer<'a> {
    HttpAnswer { status: 200, content_type: Some(content_type), body: body.as_bytes() }
}

/// What must not be seen, besides the word itself: state, nonce, verifier, and any part of a token.
fn assert_silent(shown: &str) {
    let [state, nonce, verifier] = ["ab".repeat(32), "cd".repeat(32), crate::base::base64url::encode(&[0xef; 32])];
    for secret in ["canary", "eyJ", &state, &nonce, &verifier] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn n70_no_debug_on_the_way_shows_a_secret_or_an_identity() {
    let (settings, provider, keys) = (settings(), provider(&OIDC), provider_keys());
    let mut shown = Vec::new();

    let entropy = Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]);
    shown.push(format!("{entropy:?}{settings:?}{provider:?}"));
    let options = LoginOptions { return_to: Some("/dossier"), ..LoginOptions::default() };
    let redirect = login(&settings, &provider, SITE, options, "", NOW, entropy, [1; 24]).unwrap();
    shown.push(format!("{redirect:?}{:?}", crate::dev::login::login_at(&OIDC)));

    let query = crate::dev::login::answer().replace("the-code", "canary-code");
    let mut browser = Browser::default();
    browser.keep(redirect.cookies.iter().map(String::as_str));
    let returned = callback(&settings, &query, &browser.header()).unwrap();
    shown.push(format!("{returned:?}"));
    let grant = returned.check(&provider, LATER).unwrap();
    let request: HttpRequest = grant.request(&provider, settings.authentication(), LATER, [7; 16]);
    shown.push(format!("{grant:?}{request:?}{:?}", grant.exchange_request("/auth/exchange")));

    let members = with(with(five_members(), "access_token", json!("canary-access-token")), "id_token", json!(sign(&id_canaries())));
    let body = members.to_string();
    let tokens = grant.read(&answer("application/json", &body)).unwrap();
    shown.push(format!("{:?}{tokens:?}", answer("canary", &body)));
    let encrypted = encrypt(sign(&id_canaries()));
    let jwe = Jwe::parse(&encrypted).unwrap();
    shown.push(format!("{jwe:?}{:?}", jwe.operation(&our_keys()).unwrap()));
    let signed = claims::received(&provider, tokens.id_token()).unwrap();
    let id_token = IdToken::verify(&signed, &keys, &provider, &tokens, LATER).unwrap();
    shown.push(format!("{signed:?}{id_token:?}{:?}", id_token.jws()));

    let request = userinfo::request(&provider, &tokens, &id_token).unwrap();
    let body = canaries().to_string();
    let plain = userinfo::read(&provider, &answer("application/json", &body)).unwrap();
    let token = userinfo::read(&provider, &answer("application/jwt", "canary.canary.canary")).unwrap();
    shown.push(format!("{request:?}{plain:?}{token:?}"));
    let userinfo = Userinfo::plain(object(canaries()), &provider, &id_token).unwrap();
    shown.push(format!("{userinfo:?}"));

    let signed_in = signed_in_as(&OIDC, id_token, userinfo);
    shown.push(format!("{signed_in:?}"));
    let session = Session::open(&signed_in, LATER, lasting(1800));
    shown.push(format!("{session:?}{:?}", session.identity(&OIDC)));

    shown.iter().for_each(|shown| assert_silent(shown));
}

#[test]
fn n70_no_error_on_the_way_shows_what_was_received() {
    let settings = settings();
    let fc = provider(&FRANCECONNECT_PLUS);
    let mut errors: Vec<Error> = Vec::new();

    // Callback.
    for query in ["code=canary", "state=canary&state=canary", "state=canary&code=canary"] {
        errors.push(Browser::default().callback(&settings, query).unwrap_err());
    }
    for query in [
        answer_to(1).replace("fc.example", "canary.example"),
        answer_to(1).replace("code=the-code", "error=canary&error_description=canary"),
        answer_to(1).replace("the-code", "canary%0A"),
    ] {
        errors.push(at_the_provider(&settings).callback(&settings, &query).unwrap_err());
    }
    // Token endpoint and userinfo.
    for (status, body) in [
        (200, r#"{"token_type":"canary"}"#.to_string()),
        (200, "canary".to_string()),
        (400, r#"{"error":"canary","error_description":"canary"}"#.to_string()),
        (200, with(five_members(), "scope", json!("canary\tcanary")).to_string()),
        (200, with(five_members(), "access_token", json!("canary canary")).to_string()),
    ] {
        let answer = HttpAnswer { status, content_type: Some("application/json"), body: body.as_bytes() };
        errors.push(grant(&FRANCECONNECT_PLUS).read(&answer).unwrap_err());
    }
    errors.push(userinfo::read(&fc, &answer("application/json", r#"{"sub":"canary"}"#)).unwrap_err());
    errors.push(userinfo::read(&fc, &answer("text/canary", "canary")).unwrap_err());
    // Decryption.
    for compact in
        ["canary", "canary.canary.canary", "canary.canary.canary.canary.canary", &encrypt("canary"), &encrypt(canaries().to_string())]
    {
        errors.push(open_nested(compact).unwrap_err());
    }
    // Claims.
    for name in ["iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "acr", "auth_time", "at_hash", "amr"] {
        errors.push(verify(&FRANCECONNECT_PLUS, &with(id_canaries(), name, json!({ "canary": "canary" }))).unwrap_err());
    }
    for header in [json!({ "typ": "canary" }), json!({ "kid": "canary" }), json!({ "alg": "canary" }), json!({ "crit": ["canary"] })] {
        let token = SignedToken::new(jws(&signed_header(header), id_canaries().to_string(), &key(1)));
        errors.push(IdToken::verify(&token, &provider_keys(), &fc, &tokens(&FRANCECONNECT_PLUS), LATER).unwrap_err());
    }
    let other = Userinfo::verify(&signed(&canaries()), &provider_keys(), &fc, &id_token(&FRANCECONNECT_PLUS), LATER);
    errors.push(other.unwrap_err());
    // Session and sign-out.
    errors.push(session(&settings, &format!("{SESSION_COOKIE}=1.canary"), None, LATER).unwrap_err());
    errors.push(logged_out(&settings, "state=canary", "__Host-fc-logout-4wfpTvnO=canary2").1.unwrap_err());

    for error in errors {
        assert_silent(&format!("{error:?} {error} {}", error.message()));
    }
}
