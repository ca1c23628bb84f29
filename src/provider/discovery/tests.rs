use super::*;
use crate::dev::jose::{key, public_jwk, set};
use crate::dev::login::{ISSUER, NEEDS, discovered, document, provider};
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use serde_json::json;

fn with(name: &str, value: Value) -> Value {
    let mut changed = document();
    changed[name] = value;
    changed
}

#[test]
fn the_document_of_franceconnect_plus_is_taken() {
    let provider = provider(&FRANCECONNECT_PLUS);
    assert_eq!(provider.jwks_request().url, "https://fc.example/api/v2/jwks");
    assert!(provider.sends_iss);
    assert!(!discovered(&OIDC, &with("authorization_response_iss_parameter_supported", json!("true"))).unwrap().sends_iss);
}

#[test]
fn discovery_is_requested_below_the_issuer() {
    assert_eq!(discovery_request(ISSUER).unwrap().url, "https://fc.example/api/v2/.well-known/openid-configuration");
    assert_eq!(discovery_request("https://a.example/").unwrap().url, "https://a.example/.well-known/openid-configuration");
    for issuer in ["http://fc.example", "https://fc.example/?x=y", "fc.example", ""] {
        assert_eq!(discovery_request(issuer).unwrap_err().code(), Code::InvalidSettings);
    }
}

#[test]
fn n69_another_issuers_document_is_refused() {
    for issuer in [json!("https://fc.example/api/v2/"), json!("https://evil.example"), json!([ISSUER]), json!(null)] {
        assert_eq!(discovered(&OIDC, &with("issuer", issuer)).unwrap_err().code(), Code::DiscoveryIssuerMismatch);
    }
}

#[test]
fn n69_insecure_or_absent_endpoints_are_refused() {
    for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        assert!(discovered(&OIDC, &with(name, json!("http://localhost:1/x"))).is_ok());
        for bad in [json!("http://fc.example/x"), json!(null), json!(1)] {
            assert_eq!(discovered(&OIDC, &with(name, bad)).unwrap_err(), Error::at(Code::DiscoveryMalformed, name));
        }
    }
    let mut without = document();
    without.as_object_mut().unwrap().remove("userinfo_endpoint");
    assert!(discovered(&OIDC, &without).unwrap().userinfo_endpoint.is_none());
    assert_eq!(discovered(&FRANCECONNECT_PLUS, &without).unwrap_err(), Error::at(Code::DiscoveryMalformed, "userinfo_endpoint"));
    assert_eq!(discovered(&OIDC, &with("userinfo_endpoint", json!("http://fc.example/x"))).unwrap_err().code(), Code::DiscoveryMalformed);
}

#[test]
fn algorithms_and_methods_that_we_need_must_be_offered() {
    for (name, value) in [
        ("response_types_supported", json!(["id_token"])),
        ("id_token_signing_alg_values_supported", json!(["RS256"])),
        ("id_token_encryption_alg_values_supported", json!(["RSA1_5"])),
        ("id_token_encryption_enc_values_supported", json!(["A128GCM"])),
        ("token_endpoint_auth_methods_supported", json!(["client_secret_basic"])),
    ] {
        let error = discovered(&FRANCECONNECT_PLUS, &with(name, value)).unwrap_err();
        assert!(error.code() == Code::DiscoveryUnsupported && error.message().contains(name), "{}", error.message());
    }
    assert!(discovered(&FRANCECONNECT_PLUS, &with("code_challenge_methods_supported", json!(["plain"]))).is_ok());
    assert_eq!(
        discovered(&OIDC, &with("code_challenge_methods_supported", json!(["plain"]))).unwrap_err().code(),
        Code::DiscoveryUnsupported
    );
}

#[test]
fn an_answer_without_a_document_is_refused() {
    let ask = |status, content_type, body: &[u8]| {
        let answer = HttpAnswer { status, content_type: Some(content_type), body };
        Provider::discovered(&OIDC, ISSUER, NEEDS, &answer).unwrap_err().code()
    };
    assert_eq!(ask(503, "application/json", b"{}"), Code::ProviderUnavailable);
    for status in [301, 302, 308, 400, 401, 403, 404, 410] {
        assert_eq!(ask(status, "application/json", b"{}"), Code::DiscoveryNotFound, "{status}");
    }
    assert_eq!(ask(429, "application/json", b"{}"), Code::ProviderUnavailable);
    assert_eq!(ask(200, "text/html", b"<p>"), Code::DiscoveryMalformed);
    assert_eq!(ask(200, "application/json", b"[]"), Code::DiscoveryMalformed);
    assert_eq!(ask(200, "application/json", b"{}"), Code::DiscoveryIssuerMismatch);
    assert_eq!(ask(200, "application/json", &[b' '; limits::DISCOVERY_BYTES + 1]), Code::DiscoveryMalformed);
}

#[test]
fn the_key_set_is_read_whatever_its_media_type() {
    let ask = |status, content_type, body: &[u8]| {
        provider(&OIDC).read_jwks(&HttpAnswer { status, content_type, body }).map(|_| ()).map_err(|error| error.code())
    };
    let honest = set([public_jwk(&key(1))]);
    let honest = honest.as_bytes();
    for content_type in [Some("application/json"), Some("application/jwk-set+json"), None] {
        assert_eq!(ask(200, content_type, honest), Ok(()));
    }
    assert_eq!(ask(200, None, b"{\"keys\":[]}"), Err(Code::JwksMalformed));
    assert_eq!(ask(200, Some("text/html"), b"<p>"), Err(Code::JwksMalformed));
    assert_eq!(ask(200, None, b""), Err(Code::JwksMalformed));
    assert_eq!(ask(200, None, &[b' '; limits::JWKS_BYTES + 1]), Err(Code::JwksMalformed));
    assert_eq!(ask(500, None, honest), Err(Code::ProviderUnavailable));
    for status in [201, 302, 304, 404] {
        assert_eq!(ask(status, None, honest), Err(Code::ProviderAnswerMalformed), "{status}");
    }
}

#[test]
fn requests_for_documents_are_bounded_gets() {
    let provider = provider(&FRANCECONNECT_PLUS);
    for (request, limit) in [(discovery_request(ISSUER).unwrap(), limits::DISCOVERY_BYTES), (provider.jwks_request(), limits::JWKS_BYTES)] {
        assert_eq!((request.method, request.body, request.answer_limit), ("GET", None, limit));
        assert_eq!(request.headers, [("accept", "application/json".to_string())]);
    }
    assert_eq!((provider.issuer(), provider.preset()), (ISSUER, &FRANCECONNECT_PLUS));
}

/// What the document of a provider comes to for a client with these needs.
fn discovered_for(needs: Needs<'_>, document: &Value) -> Result<Provider> {
    let body = document.to_string();
    Provider::discovered(&OIDC, ISSUER, needs, &HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() })
}

#[test]
fn a_provider_that_does_not_sign_as_the_deployment_chose_is_told_by_name() {
    for (algorithm, offered, others) in [
        (SigningAlgorithm::Rs256, ["RS256", "RS256"], ["ES256", "PS256"]),
        (SigningAlgorithm::Ps256, ["PS256", "PS256"], ["RS256", "EdDSA"]),
        (SigningAlgorithm::EdDsa, ["EdDSA", "Ed25519"], ["Ed448", "ES256"]),
        (SigningAlgorithm::Es256, ["ES256", "ES256"], ["RS256", "Ed25519"]),
    ] {
        let needs = Needs { algorithm, ..NEEDS };
        for name in offered {
            let document = with("id_token_signing_alg_values_supported", json!(["HS256", name]));
            assert_eq!(discovered_for(needs, &document).unwrap().algorithm, algorithm);
        }
        let error = discovered_for(needs, &with("id_token_signing_alg_values_supported", json!(others))).unwrap_err();
        assert_eq!(error.code(), Code::DiscoveryUnsupported);
        assert!(error.message().contains(algorithm.as_str()) && error.message().contains("FC_SIGNING_ALG"), "{}", error.message());
    }
}

#[test]
fn a_client_authenticates_as_the_provider_lists() {
    const EITHER: &[&str] = &["client_secret_post", "client_secret_basic"];
    let method = |authentication, listed: Value| {
        let document = with("token_endpoint_auth_methods_supported", listed);
        discovered_for(Needs { authentication, ..NEEDS }, &document)
            .map(|provider| provider.authentication_method)
            .map_err(|error| error.code())
    };
    assert_eq!(method(EITHER, json!(["client_secret_basic", "client_secret_post"])), Ok("client_secret_post"));
    assert_eq!(method(EITHER, json!(["private_key_jwt", "client_secret_basic"])), Ok("client_secret_basic"));
    assert_eq!(method(EITHER, json!(["client_secret_jwt", "tls_client_auth"])), Err(Code::DiscoveryUnsupported));
    assert_eq!(method(EITHER, json!([])), Err(Code::DiscoveryUnsupported));
    // What the deployer chose stands.
    assert_eq!(method(&["client_secret_basic"], json!(["client_secret_post"])), Err(Code::DiscoveryUnsupported));
    assert_eq!(method(&["private_key_jwt"], json!(["private_key_jwt"])), Ok("private_key_jwt"));
    // A public client uses none of them, listed or not.
    assert_eq!(method(&["none"], json!(["client_secret_basic"])), Ok("none"));
    assert_eq!(method(&["none"], json!(["none"])), Ok("none"));
    // Discovery §3 lets a provider leave the list out.
    let mut document = document();
    document.as_object_mut().unwrap().remove("token_endpoint_auth_methods_supported");
    assert_eq!(discovered_for(Needs { authentication: EITHER, ..NEEDS }, &document).unwrap().authentication_method, "client_secret_post");
}

#[test]
fn the_document_is_read_whatever_its_media_type() {
    let body = document().to_string();
    for content_type in [Some("application/json; charset=utf-8"), Some("application/octet-stream"), Some("text/plain"), None] {
        assert!(Provider::discovered(&OIDC, ISSUER, NEEDS, &HttpAnswer { status: 200, content_type, body: body.as_bytes() }).is_ok());
        let page = HttpAnswer { status: 200, content_type, body: b"<p>" };
        assert_eq!(Provider::discovered(&OIDC, ISSUER, NEEDS, &page).unwrap_err().code(), Code::DiscoveryMalformed);
    }
}

#[test]
fn an_endpoint_that_may_be_absent_may_be_null() {
    for name in ["userinfo_endpoint", "end_session_endpoint"] {
        assert!(discovered(&OIDC, &with(name, Value::Null)).is_ok());
    }
    for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        assert_eq!(discovered(&OIDC, &with(name, Value::Null)).unwrap_err(), Error::at(Code::DiscoveryMalformed, name));
    }
}
