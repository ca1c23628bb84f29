use super::*;
use crate::dev::login::provider;
use crate::dev::{id_token, tokens};
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};

fn read_as(preset: &'static Preset, status: u16, content_type: &str, body: &[u8]) -> Result<UserinfoAnswer> {
    read(&provider(preset), &HttpAnswer { status, content_type: Some(content_type), body })
}

#[test]
fn the_access_token_goes_in_the_header_alone() {
    for (preset, accept) in [(&FRANCECONNECT_PLUS, "application/jwt"), (&OIDC, "application/jwt, application/json")] {
        let request = request(&provider(preset), &tokens(preset), &id_token(preset)).unwrap();
        assert_eq!((request.method, request.url.as_str(), request.body), ("GET", "https://fc.example/api/v2/userinfo", None));
        let expected = [("accept", accept.to_string()), ("authorization", "Bearer the-access-token".to_string())];
        assert_eq!(request.headers, expected);
        assert_eq!(request.answer_limit, limits::TOKEN_BYTES);
    }
    let mut without = provider(&OIDC);
    without.userinfo_endpoint = None;
    assert!(request(&without, &tokens(&OIDC), &id_token(&OIDC)).is_none());
}

#[test]
fn n54_franceconnect_plus_must_sign_and_a_plain_provider_may() {
    assert!(matches!(read_as(&FRANCECONNECT_PLUS, 200, "application/jwt; charset=utf-8", b"a.b.c"), Ok(UserinfoAnswer::Token(_))));
    assert!(matches!(read_as(&OIDC, 200, "application/jwt", b"a.b.c"), Ok(UserinfoAnswer::Token(_))));
    assert!(matches!(read_as(&OIDC, 200, "application/json", b"{\"sub\":\"x\"}"), Ok(UserinfoAnswer::Plain(_))));
    assert_eq!(read_as(&FRANCECONNECT_PLUS, 200, "application/json", b"{\"sub\":\"x\"}").unwrap_err().code(), Code::TokenNotSigned);
}

#[test]
fn other_answers_are_told_apart() {
    let code = |status, content_type, body: &[u8]| read_as(&OIDC, status, content_type, body).unwrap_err().code();
    assert_eq!(code(401, "application/json", b"{\"error\":\"invalid_token\"}"), Code::GrantExpired);
    assert_eq!(code(401, "text/html", b""), Code::GrantExpired);
    assert_eq!(code(400, "application/json", b"{\"error\":\"invalid_client_metadata\"}"), Code::ClientKeysUnusable);
    assert_eq!(code(400, "application/json", b"{\"error\":\"invalid_request\"}"), Code::ProviderAnswerMalformed);
    assert_eq!(code(403, "text/html", b""), Code::UserinfoRejected);
    assert_eq!(code(500, "application/jwt", b""), Code::ProviderUnavailable);
    assert_eq!(code(302, "application/jwt", b""), Code::ProviderAnswerMalformed);
    assert_eq!(code(429, "application/jwt", b""), Code::ProviderUnavailable);
    assert_eq!(code(200, "text/html", b"<p>"), Code::ProviderAnswerMalformed);
    assert_eq!(code(200, "application/jwt", b"\xff"), Code::TokenMalformed);
    assert_eq!(code(200, "application/jwt", &[b'a'; limits::TOKEN_BYTES + 1]), Code::TokenTooLarge);
    assert!(read_as(&OIDC, 200, "application/jwt", &[b'a'; limits::TOKEN_BYTES]).is_ok());
}
