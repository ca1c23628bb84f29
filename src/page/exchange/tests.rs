//! Both halves of the exchange, and what either must refuse. Each refusal stands beside its twin.

use alloc::collections::BTreeMap;
use alloc::format;

use serde_json::json;

use super::*;
use crate::dev::jose::{key, public_jwk, set, with as with_members};
use crate::dev::login::{NOW, OPTIONS, five_members, provider};
use crate::dev::*;
use crate::jose::SigningAlgorithm;
use crate::jose::jwk::VerificationKeys;
use crate::jose::jws;
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};

const ORIGIN: &str = "https://service.example";

const PREFIX: &str = "/auth";

/// Where a page's logins return to.
const PAGE: &str = "https://service.example/signed-in";

/// The left half of SHA-256("the-access-token").
const AT_HASH: &str = "uby9Z8Gb_H_x4fPjwNzguw";

fn json_answer(status: u16, body: &str) -> HttpAnswer<'_> {
    HttpAnswer { status, content_type: Some("application/json"), body: body.as_bytes() }
}

/// What the callback of a page's login gives it.
fn grant(preset: &'static Preset) -> Grant {
    let mut grant = crate::dev::login::grant(preset);
    grant.pending.redirect_uri = PAGE.into();
    grant
}

/// The page's request to its Worker, as the Worker reads it.
fn page_request(preset: &'static Preset) -> PageRequest {
    PageRequest::parse(grant(preset).exchange_request("/auth/exchange").body.unwrap().as_bytes(), ORIGIN, PREFIX).unwrap()
}

fn page_tokens() -> PageTokens {
    page_request(&FRANCECONNECT_PLUS).read(&json_answer(200, &five_members().to_string())).unwrap()
}

/// A page's request body with one member changed.
fn parse_with(name: &str, value: Value) -> Result<PageRequest> {
    let body = with(json!({ "code": "the-code", "redirect_uri": PAGE, "nonce": "n" }), name, value);
    PageRequest::parse(body.to_string().as_bytes(), ORIGIN, PREFIX)
}

/// The Worker's answer, as the page reads it.
fn exchanged(body: &Value) -> Result<Exchanged> {
    grant(&FRANCECONNECT_PLUS).read_exchanged(&json_answer(200, &body.to_string()), NOW)
}

fn worker_answer() -> Value {
    let [id_token, userinfo] = [id_claims(), userinfo_claims()].map(|claims| sign(&claims));
    json!({ "id_token": id_token, "userinfo": userinfo, "at_hash": AT_HASH, "scope": "openid identite_pivot email" })
}

/// Both tokens, verified as a page does it.
fn verify(exchanged: &Exchanged, keys: &VerificationKeys, provider: &Provider, now: i64, elapsed: i64) -> Result<(IdToken, Userinfo)> {
    let id_token = exchanged.verified_id_token(jws::verify(exchanged.id_token.compact(), keys)?, provider, now, elapsed)?;
    let userinfo = exchanged.verified_userinfo(jws::verify(exchanged.userinfo.compact(), keys)?, provider, &id_token, now, elapsed)?;
    Ok((id_token, userinfo))
}

fn keys() -> VerificationKeys {
    crate::dev::jose::provider_keys()
}

#[test]
fn a_page_signs_in_through_its_worker() {
    let page = grant(&FRANCECONNECT_PLUS);
    let asked = page.exchange_request("https://service.example/auth/exchange");
    assert_eq!((asked.method, asked.url.as_str()), ("POST", "https://service.example/auth/exchange"));
    assert!(asked.headers.contains(&("content-type", "application/json".into())));

    let worker = PageRequest::parse(asked.body.unwrap().as_bytes(), ORIGIN, PREFIX).unwrap();
    let tokens = worker.read(&json_answer(200, &five_members().to_string())).unwrap();
    assert_eq!(tokens.id_token(), "the.id.token");
    assert!(tokens.userinfo_request(&provider(&FRANCECONNECT_PLUS), &signed(&id_claims())).is_ok());
    let answer = tokens.answer(SigningAlgorithm::Es256, &signed(&id_claims()), &signed(&userinfo_claims()), LATER).unwrap();
    assert!(!answer.contains("the-access-token"));

    let exchanged = page.read_exchanged(&json_answer(200, &answer), NOW).unwrap();
    assert_eq!(exchanged.return_to(), "/dossier");
    let (id_token, userinfo) = verify(&exchanged, &keys(), &provider(&FRANCECONNECT_PLUS), LATER, 0).unwrap();
    let signed_in = signed_in_as(&FRANCECONNECT_PLUS, id_token, userinfo);
    let (identity, assurance) = (signed_in.identity(), signed_in.assurance());
    assert_eq!((identity.sub.as_str(), identity.birth_name.as_deref(), assurance.acr.as_str()), (SUB, Some("LEBLANC"), "eidas2"));
    assert!(identity.missing.is_empty());
    assert_eq!(signed_in.id_token().expose(), sign(&id_claims()));
}

#[test]
fn the_worker_adds_its_credentials_and_passes_the_verifier_on() {
    let sent = |preset: &'static Preset| -> BTreeMap<String, String> {
        let client = Client::new(preset, OPTIONS).unwrap();
        let authentication = Authentication::Secret(Secret::new("s"));
        let request = page_request(preset).request(&provider(preset), &client, &authentication, LATER, [7; 16]);
        assert_eq!(request.url, "https://fc.example/api/v2/token");
        form_urlencoded::parse(request.body.unwrap().as_bytes()).into_owned().collect()
    };
    let fc = sent(&FRANCECONNECT_PLUS);
    let expected = [
        ("grant_type", "authorization_code"),
        ("code", "the-code"),
        ("redirect_uri", PAGE),
        ("client_id", "our-client"),
        ("client_secret", "s"),
    ];
    assert_eq!(fc, expected.into_iter().map(|(name, value)| (name.into(), value.into())).collect());
    assert_eq!(sent(&OIDC)["code_verifier"], grant(&OIDC).pending.verifier.unwrap().expose());
}

#[test]
fn the_access_token_goes_to_userinfo_alone() {
    let request = page_tokens().userinfo_request(&provider(&FRANCECONNECT_PLUS), &signed(&id_claims())).unwrap().unwrap();
    assert_eq!((request.method, request.url.as_str()), ("GET", "https://fc.example/api/v2/userinfo"));
    assert!(request.headers.contains(&("authorization", "Bearer the-access-token".into())));
    let mut without_endpoint = provider(&OIDC);
    without_endpoint.userinfo_endpoint = None;
    assert!(page_tokens().userinfo_request(&without_endpoint, &signed(&id_claims())).unwrap().is_none());
}

#[test]
fn n51_a_code_that_answers_another_login_brings_no_identity() {
    let asked =
        |id_token: &SignedToken| page_tokens().userinfo_request(&provider(&FRANCECONNECT_PLUS), id_token).map(|request| request.is_some());
    assert_eq!(asked(&signed(&id_claims())), Ok(true));
    for (nonce, code) in [
        (json!("other"), Code::NonceMismatch),
        (json!(""), Code::NonceMismatch),
        (json!(1), Code::ClaimMalformed),
        (Value::Null, Code::ClaimMalformed),
    ] {
        assert_eq!(asked(&signed(&with(id_claims(), "nonce", nonce))).unwrap_err().code(), code);
    }
    assert_eq!(asked(&signed(&without(id_claims(), "nonce"))).unwrap_err(), Error::at(Code::ClaimMissing, "nonce"));
    for (compact, code) in [("a.b.c.d.e", Code::TokenNotSigned), ("a.b.c", Code::TokenMalformed), ("a.W10.c", Code::TokenMalformed)] {
        assert_eq!(asked(&SignedToken::new(compact)).unwrap_err().code(), code, "{compact}");
    }
}

#[test]
fn n58_a_code_that_came_to_the_worker_itself_is_no_pages() {
    for page in ["https://service.example/auth", "https://service.example/authors", "https://service.example/x/auth/callback"] {
        assert!(parse_with("redirect_uri", json!(page)).is_ok(), "{page}");
    }
    for route in ["https://service.example/auth/callback", "https://service.example/auth/", "https://service.example/auth/callback?x=y"] {
        let refused = parse_with("redirect_uri", json!(route)).unwrap_err();
        assert_eq!(refused, Error::at(Code::RequestMalformed, "redirect_uri"), "{route}");
    }
}

#[test]
fn a_foreign_redirect_uri_is_refused() {
    for own in ["https://service.example/callback", "https://service.example/", "https://service.example/a?b=c"] {
        assert!(parse_with("redirect_uri", json!(own)).is_ok(), "{own}");
    }
    for foreign in [
        "https://evil.example/callback",
        "https://service.example.evil.example/callback",
        "https://service.example@evil.example/callback",
        "https://service.example:444/callback",
        "https://service.example\\@evil.example/",
        "http://service.example/callback",
        "https://service.example",
        "https://service.example?/callback",
        "https://service.example/#fragment",
        "HTTPS://service.example/callback",
        "/callback",
        "",
    ] {
        let refused = parse_with("redirect_uri", json!(foreign)).unwrap_err();
        assert_eq!(refused, Error::at(Code::RequestMalformed, "redirect_uri"), "{foreign}");
    }
    let body = json!({ "code": "c", "redirect_uri": "https://evil.example/" }).to_string();
    assert_eq!(PageRequest::parse(body.as_bytes(), "", PREFIX).unwrap_err(), Error::at(Code::RequestMalformed, "redirect_uri"));
}

#[test]
fn a_page_request_that_cannot_be_used_is_refused_by_name() {
    assert!(parse_with("code_verifier", json!("v".repeat(43))).is_ok());
    for name in ["code", "redirect_uri", "nonce", "code_verifier"] {
        for odd in [json!(""), json!(1), json!(["x"]), Value::Null, json!("a".repeat(limits::CODE_CHARS + 1))] {
            assert_eq!(parse_with(name, odd).unwrap_err(), Error::at(Code::RequestMalformed, name));
        }
    }
    for (body, place) in [
        (&b"{}"[..], "code"),
        (b"{\"code\":\"c\"}", "redirect_uri"),
        (b"{\"code\":\"c\",\"redirect_uri\":\"https://service.example/\"}", "nonce"),
        (b"", "JSON"),
        (b"[]", "JSON"),
        (b"code=c", "JSON"),
        (b"{\"code\":\"c\",\"code\":\"d\"}", "JSON"),
        (&[b' '; limits::PAGE_REQUEST_BYTES + 1], "size"),
    ] {
        assert_eq!(PageRequest::parse(body, ORIGIN, PREFIX).unwrap_err(), Error::at(Code::RequestMalformed, place));
    }
}

#[test]
fn the_worker_reports_what_the_token_endpoint_refuses() {
    assert!(page_request(&FRANCECONNECT_PLUS).read(&json_answer(200, &five_members().to_string())).is_ok());
    let refused = |status, body: &str| page_request(&FRANCECONNECT_PLUS).read(&json_answer(status, body)).unwrap_err().code();
    assert_eq!(refused(400, r#"{"error":"invalid_grant"}"#), Code::CodeRejected);
    assert_eq!(refused(401, r#"{"error":"invalid_client"}"#), Code::ClientRejected);
    assert_eq!(refused(503, "{}"), Code::ProviderUnavailable);
    assert_eq!(refused(200, "{}"), Code::ProviderAnswerMalformed);
}

#[test]
fn the_workers_errors_come_back_as_themselves() {
    let code_of = |status, body: &str| grant(&FRANCECONNECT_PLUS).read_exchanged(&json_answer(status, body), NOW).unwrap_err().code();
    for code in Code::ALL {
        assert_eq!(code_of(502, &json!({ "error": { "code": code.as_str(), "message": "m" } }).to_string()), *code);
    }
    for body in ["{}", r#"{"error":"access_denied"}"#, r#"{"error":{"code":"no_such_code"}}"#, r#"{"error":{"code":1}}"#] {
        assert_eq!(code_of(502, body), Code::ProviderAnswerMalformed, "{body}");
    }
    // Not even the right tokens make a success of an error.
    assert_eq!(code_of(500, &worker_answer().to_string()), Code::ProviderAnswerMalformed);
    // Who answers with a page is not our Worker.
    for (status, code) in [(200, Code::NotFound), (404, Code::NotFound), (302, Code::NotFound), (502, Code::NetworkError)] {
        let html = HttpAnswer { status, content_type: Some("text/html"), body: b"<p>" };
        assert_eq!(grant(&FRANCECONNECT_PLUS).read_exchanged(&html, NOW).unwrap_err().code(), code, "{status}");
    }
    assert!(exchanged(&worker_answer()).is_ok());
}

#[test]
fn the_workers_answer_is_read_strictly() {
    for name in ["id_token", "userinfo", "at_hash"] {
        for odd in [json!(1), json!(["x"]), Value::Null] {
            assert_eq!(exchanged(&with(worker_answer(), name, odd)).unwrap_err(), Error::at(Code::ProviderAnswerMalformed, name));
        }
        assert_eq!(exchanged(&without(worker_answer(), name)).unwrap_err(), Error::at(Code::ProviderAnswerMalformed, name));
    }
    assert_eq!(exchanged(&worker_answer()).unwrap().granted.as_str(), "openid identite_pivot email");
    for odd in [json!(""), json!("a\tb"), json!(["openid"])] {
        assert_eq!(exchanged(&with(worker_answer(), "scope", odd)).unwrap_err().code(), Code::ScopeMismatch);
    }
    let silent = exchanged(&without(worker_answer(), "scope")).unwrap();
    assert_eq!(silent.granted, grant(&FRANCECONNECT_PLUS).pending.scope);
}

#[test]
fn an_absent_scope_stays_absent_on_its_way_to_the_page() {
    let tokens = page_request(&FRANCECONNECT_PLUS).read(&json_answer(200, &without(five_members(), "scope").to_string())).unwrap();
    let answer = tokens.answer(SigningAlgorithm::Es256, &signed(&id_claims()), &signed(&userinfo_claims()), LATER).unwrap();
    assert!(!answer.contains("\"scope\""));
    assert!(
        page_tokens()
            .answer(SigningAlgorithm::Es256, &signed(&id_claims()), &signed(&userinfo_claims()), LATER)
            .unwrap()
            .contains("\"scope\":\"openid identite_pivot")
    );
}

#[test]
fn n86_a_page_gets_no_token_of_another_source_of_claims() {
    let answer =
        |id: Value, userinfo: Value| page_tokens().answer(SigningAlgorithm::Es256, &signed(&id), &signed(&userinfo), LATER).map(drop);
    assert_eq!(answer(id_claims(), userinfo_claims()), Ok(()));
    let sources = json!({ "src": { "endpoint": "https://claims.example", "access_token": "canary" } });
    let refused = Err(Error::at(Code::ClaimMalformed, "_claim_sources"));
    assert_eq!(answer(id_claims(), with(userinfo_claims(), "_claim_sources", sources.clone())), refused);
    assert_eq!(answer(with(id_claims(), "_claim_sources", sources.clone()), userinfo_claims()), refused);
    assert_eq!(answer(id_claims(), with(userinfo_claims(), "verified", json!([sources]))), refused);
}

#[test]
fn the_page_verifies_what_the_worker_gave() {
    let verify = |name: &str, claims: Value| {
        let exchanged = exchanged(&with(worker_answer(), name, json!(sign(&claims)))).unwrap();
        verify(&exchanged, &keys(), &provider(&FRANCECONNECT_PLUS), LATER, 0).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(verify("id_token", id_claims()), Ok(()));
    assert_eq!(verify("id_token", with(id_claims(), "nonce", json!("other"))), Err(Code::NonceMismatch));
    assert_eq!(verify("id_token", with(id_claims(), "acr", json!("eidas1"))), Err(Code::AcrInsufficient));
    assert_eq!(verify("userinfo", with(userinfo_claims(), "sub", json!("other"))), Err(Code::SubMismatch));
    assert_eq!(verify("userinfo", with(userinfo_claims(), "aud", json!("other"))), Err(Code::AudMismatch));
}

#[test]
fn n52_the_page_holds_the_access_tokens_hash_against_the_id_token() {
    let verify = |named: Value| {
        let answer = page_tokens()
            .answer(SigningAlgorithm::Es256, &signed(&with(id_claims(), "at_hash", named)), &signed(&userinfo_claims()), LATER)
            .unwrap();
        let exchanged = grant(&FRANCECONNECT_PLUS).read_exchanged(&json_answer(200, &answer), NOW).unwrap();
        verify(&exchanged, &keys(), &provider(&FRANCECONNECT_PLUS), LATER, 0).map(drop)
    };
    assert_eq!(verify(json!(AT_HASH)), Ok(()));
    for other in ["77QmUPtjPfzWtF2AnpK9RQ", "", "the-access-token", &format!("{AT_HASH}==")] {
        assert_eq!(verify(json!(other)).unwrap_err().code(), Code::AtHashMismatch, "{other}");
    }
    assert_eq!(verify(json!(1)).unwrap_err(), Error::at(Code::ClaimMalformed, "at_hash"));
}

/// A page whose clock is off by `skew` seconds, from its login's start on, and a Worker that tells the time or does not. The ID token says of
/// its dates what `token` makes of them; `elapsed` seconds go by after the Worker was asked.
fn verified_off_by(skew: i64, told: Option<i64>, elapsed: i64, token: Value) -> Result<()> {
    let mut login = grant(&FRANCECONNECT_PLUS);
    login.pending.started_at += skew;
    let mut answer = with(worker_answer(), "id_token", json!(sign(&token)));
    if let Some(told) = told {
        answer = with(answer, "now", json!(told));
    }
    let exchanged = login.read_exchanged(&json_answer(200, &answer.to_string()), LATER + skew)?;
    verify(&exchanged, &keys(), &provider(&FRANCECONNECT_PLUS), LATER + skew, elapsed).map(drop)
}

const SKEWS: [i64; 8] = [45, -60, 60, 300, -300, 3600, -3600, 86_400 * 365];

#[test]
fn a_page_verifies_by_its_workers_clock_however_wrong_its_own_is() {
    for skew in SKEWS {
        let by_worker = |token| verified_off_by(skew, Some(LATER), 0, token);
        assert_eq!(by_worker(id_claims()), Ok(()), "{skew}");
        // The bounds are those of the Worker's clock.
        let dated = |iat: i64, exp: i64| with(with(id_claims(), "iat", json!(iat)), "exp", json!(exp));
        assert_eq!(by_worker(dated(NOW + 10, LATER - 29)), Ok(()), "{skew}");
        assert_eq!(by_worker(dated(NOW + 10, LATER - 30)), Err(Code::TokenExpired.into()), "{skew}");
        assert_eq!(by_worker(dated(LATER + 30, NOW + 100)), Ok(()), "{skew}");
        assert_eq!(by_worker(dated(LATER + 31, NOW + 100)), Err(Code::TokenNotYetValid.into()), "{skew}");
        assert_eq!(by_worker(dated(NOW - 30, NOW + 70)), Ok(()), "{skew}");
        assert_eq!(by_worker(dated(NOW - 31, NOW + 70)), Err(Code::TokenStale.into()), "{skew}");
    }
}

#[test]
fn time_goes_on_from_when_the_worker_was_asked() {
    // The ID token lives until NOW + 70, with leeway until NOW + 100.
    assert_eq!(verified_off_by(3600, Some(LATER), 87, id_claims()), Ok(()));
    assert_eq!(verified_off_by(3600, Some(LATER), 88, id_claims()), Err(Code::TokenExpired.into()));
}

#[test]
fn by_its_own_clock_a_page_refuses_and_names_the_clock() {
    assert_eq!(verified_off_by(0, None, 0, id_claims()), Ok(()));
    let off_by = |skew| verified_off_by(skew, None, 0, id_claims());
    assert_eq!(off_by(300), Err(Error::at(Code::ClockWrong, "token_expired")));
    assert_eq!(off_by(-300), Err(Error::at(Code::ClockWrong, "token_not_yet_valid")));
    assert_eq!(off_by(45), Err(Error::at(Code::ClockWrong, "token_stale")));
    // What has nothing to do with time keeps its name.
    assert_eq!(verified_off_by(0, None, 0, with(id_claims(), "nonce", json!("other"))), Err(Code::NonceMismatch.into()));
}

#[test]
fn a_time_that_is_none_is_refused() {
    for now in [json!("1800000012"), json!(1.5), json!(null), json!([1])] {
        let answer = with(worker_answer(), "now", now).to_string();
        let refused = grant(&FRANCECONNECT_PLUS).read_exchanged(&json_answer(200, &answer), NOW).unwrap_err();
        assert_eq!(refused, Error::at(Code::ProviderAnswerMalformed, "now"));
    }
    for now in [i64::MIN, i64::MAX] {
        assert!(verified_off_by(0, Some(now), 1, id_claims()).is_err());
    }
}

#[test]
fn after_an_unknown_key_it_may_be_tried_again_with_fresh_keys() {
    let stale = VerificationKeys::parse(set([with_members(public_jwk(&key(2)), json!({ "kid": "b" }))]).as_bytes()).unwrap();
    let exchanged = exchanged(&worker_answer()).unwrap();
    let provider = provider(&FRANCECONNECT_PLUS);
    assert_eq!(verify(&exchanged, &stale, &provider, LATER, 0).unwrap_err().code(), Code::KeyUnknown);
    assert!(verify(&exchanged, &keys(), &provider, LATER, 0).is_ok());
}

#[test]
fn n70_debug_shows_no_code_and_no_token() {
    let shown = format!("{:?}{:?}{:?}", page_request(&OIDC), page_tokens(), exchanged(&worker_answer()).unwrap());
    for secret in ["the-code", "the-access-token", "the.id.token", "eyJ", grant(&OIDC).pending.verifier.unwrap().expose()] {
        assert!(!shown.contains(secret), "{secret}");
    }
}
