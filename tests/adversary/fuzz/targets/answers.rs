//! Answers of the provider: discovery, token endpoint, userinfo.

use fc_pivot::Code;
use fc_pivot::base::http::HttpAnswer;
use fc_pivot::base::scope::Scope;
use fc_pivot::base::{json, limits, url};
use fc_pivot::provider::Provider;
use fc_pivot::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use fc_pivot::sign_in::userinfo::{self, UserinfoAnswer};
use serde_json::{Value, json};

use super::texts;
use super::world::{self, ISSUER, PRESETS, grant, json_answer, provider};
use fc_pivot::dev::login::NEEDS;

/// A document that is taken is of the issuer that was asked, and every endpoint in it may be called.
pub fn discovery(data: &[u8]) -> bool {
    let mut accepted = false;
    for preset in PRESETS {
        match Provider::discovered(preset, ISSUER, NEEDS, &json_answer(200, data)) {
            Ok(provider) => {
                let document = json::object(data).expect("taken, so strict JSON");
                assert!(provider.issuer() == ISSUER && document["issuer"] == ISSUER && data.len() <= limits::DISCOVERY_BYTES);
                let required = ["authorization_endpoint", "token_endpoint", "jwks_uri"];
                let optional = ["userinfo_endpoint", "end_session_endpoint"];
                let secure = |name: &str| document.get(name).map(|value| value.as_str().is_some_and(url::is_secure));
                assert!(required.iter().all(|name| secure(name) == Some(true)) && optional.iter().all(|name| secure(name) != Some(false)));
                assert_eq!(document["jwks_uri"], provider.jwks_request().url);
                accepted = true;
            }
            Err(error) => {
                let refusals = [Code::DiscoveryMalformed, Code::DiscoveryIssuerMismatch, Code::DiscoveryUnsupported];
                assert!(refusals.contains(&error.code()), "{error}");
            }
        }
    }
    accepted
}

pub fn discovery_seeds() -> Vec<Vec<u8>> {
    let plain = json!({
        "issuer": ISSUER, "authorization_endpoint": "https://a", "token_endpoint": "https://b", "jwks_uri": "http://localhost/c",
        "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    });
    texts([world::document().to_string(), plain.to_string()])
}

/// Tokens are taken if, and only if, a second reading of RFC 6749 §5.1 takes them; with another status nothing is.
pub fn token_answer(data: &[u8]) -> bool {
    for status in [400, 503] {
        assert!(grant(&OIDC).read(&json_answer(status, data)).is_err());
    }
    let expected = data.len() <= limits::TOKEN_ANSWER_BYTES
        && json::object(data).is_ok_and(|members| {
            let text = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            text("token_type").is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"))
                && text("access_token").is_some_and(|token| token.bytes().all(|byte| (b'!'..=b'~').contains(&byte)))
                && text("id_token").is_some()
                && members
                    .get("scope")
                    .is_none_or(|scope| scope.is_null() || scope.as_str().is_some_and(|scope| Scope::granted(scope).is_some()))
        });
    let tokens = grant(&OIDC).read(&json_answer(200, data));
    assert_eq!(tokens.is_ok(), expected, "{:?}", tokens.err());
    if let Ok(tokens) = &tokens {
        assert_eq!(json::object(data).expect("taken")["id_token"], tokens.id_token());
    }
    expected
}

pub fn token_answer_seeds() -> Vec<Vec<u8>> {
    let short = json!({ "access_token": "a", "id_token": "b", "token_type": "bEARER" });
    texts([world::five_members().to_string(), short.to_string()])
}

/// The media type, a line break, the body. Signed is demanded where the preset demands it, and what is taken is what came.
pub fn userinfo_answer(data: &[u8]) -> bool {
    let Some(end) = data.iter().position(|octet| *octet == b'\n') else { return false };
    let (content_type, body) = (core::str::from_utf8(&data[..end]).ok(), &data[end + 1..]);
    for status in [401, 403, 500, 204] {
        assert!(userinfo::read(provider(&OIDC), &HttpAnswer { status, content_type, body }).is_err());
    }
    let answer = HttpAnswer { status: 200, content_type, body };
    let signed = userinfo::read(provider(&FRANCECONNECT_PLUS), &answer);
    match (userinfo::read(provider(&OIDC), &answer), signed) {
        (Ok(UserinfoAnswer::Token(token)), Ok(UserinfoAnswer::Token(same))) => {
            assert!(token.as_bytes() == body && token == same && body.len() <= limits::TOKEN_BYTES);
            true
        }
        (Ok(UserinfoAnswer::Plain(claims)), Err(error)) => {
            assert!(error.code() == Code::TokenNotSigned && json::object(body) == Ok(claims));
            true
        }
        (Err(error), Err(same)) => {
            let refusals = [Code::ProviderAnswerMalformed, Code::TokenTooLarge, Code::TokenMalformed];
            assert!(error == same && refusals.contains(&error.code()), "{error}");
            false
        }
        (plain, signed) => panic!("{plain:?} and {signed:?}"),
    }
}

pub fn userinfo_answer_seeds() -> Vec<Vec<u8>> {
    texts(["application/jwt\na.b.c", "Application/JSON; charset=utf-8\n{\"sub\":\"x\"}"])
}
