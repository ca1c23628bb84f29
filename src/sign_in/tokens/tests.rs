use super::*;
use crate::dev::login::{NOW, five_members, grant, login_at, provider};
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use alloc::collections::BTreeMap;
use alloc::string::String;
use serde_json::json;

fn read(members: &Value) -> Result<Tokens> {
    let body = members.to_string();
    grant(&FRANCECONNECT_PLUS).read(&HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() })
}

fn sent(preset: &'static Preset, authentication: &Authentication) -> BTreeMap<String, String> {
    let request = grant(preset).request(&provider(preset), authentication, NOW, [7; 16]);
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://fc.example/api/v2/token"));
    form_urlencoded::parse(request.body.unwrap().as_bytes()).into_owned().collect()
}

#[test]
fn the_code_goes_with_the_secret_and_nothing_more() {
    let sent = sent(&FRANCECONNECT_PLUS, &Authentication::Secret(Secret::new("s&cret")));
    let expected = [
        ("grant_type", "authorization_code"),
        ("code", "the-code"),
        ("redirect_uri", "https://service.example/auth/callback"),
        ("client_id", "our-client"),
        ("client_secret", "s&cret"),
    ];
    assert_eq!(sent, expected.into_iter().map(|(name, value)| (name.to_string(), value.to_string())).collect());
}

#[test]
fn a_public_client_sends_the_verifier() {
    let sent = sent(&OIDC, &Authentication::Public);
    assert_eq!(sent["code_verifier"], login_at(&OIDC).pending.verifier.unwrap().expose());
    assert!(!sent.contains_key("client_secret"));
}

#[test]
#[cfg(feature = "worker")]
fn a_client_with_a_key_sends_an_assertion_of_its_own_for_this_issuer() {
    use crate::dev::jose::{key, private_jwk, public_jwk, set, with};
    use crate::dev::login::ISSUER;
    use crate::jose::jwk::VerificationKeys;
    use crate::jose::signing_key::SigningKey;

    let signing_key = SigningKey::parse(Value::Object(private_jwk(&key(5))).to_string().as_bytes()).unwrap();
    let registered = with(public_jwk(&key(5)), json!({ "kid": signing_key.kid() }));
    let sent = sent(&FRANCECONNECT_PLUS, &Authentication::PrivateKey(signing_key));
    assert_eq!(sent["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert!(!sent.contains_key("client_secret") && sent["client_id"] == "our-client" && sent.len() == 6);

    let keys = VerificationKeys::parse(set([registered]).as_bytes()).unwrap();
    let assertion = crate::jose::jws::verify(&sent["client_assertion"], &keys).unwrap();
    let expected = json!({
        "iss": "our-client", "sub": "our-client", "aud": ISSUER, "jti": crate::base::base64url::encode(&[7; 16]), "iat": NOW, "exp": NOW + 60,
    });
    assert_eq!(Value::Object(assertion.into_claims()), expected);
}

#[test]
fn the_five_members_are_read() {
    let tokens = read(&five_members()).unwrap();
    assert_eq!((tokens.id_token(), tokens.access_token.expose(), tokens.return_to()), ("the.id.token", "the-access-token", "/dossier"));
    assert_eq!(tokens.granted, tokens.pending.scope);
}

#[test]
fn the_granted_scope_is_held_against_the_requested_one() {
    let scope = |value: Value| {
        let mut members = five_members();
        members["scope"] = value;
        read(&members)
    };
    assert_eq!(scope(json!("openid identite_pivot")).unwrap().granted.as_str(), "openid identite_pivot");
    assert_eq!(scope(json!("email")).unwrap().granted.as_str(), "email");
    assert_eq!(scope(Value::Null).unwrap().granted, login_at(&FRANCECONNECT_PLUS).pending.scope);
    assert_eq!(scope(json!("")).unwrap_err().code(), Code::ScopeMismatch);
    assert_eq!(scope(json!("a\tb")).unwrap_err().code(), Code::ScopeMismatch);
    assert_eq!(scope(json!(["openid"])).unwrap_err().code(), Code::ScopeMismatch);
    let mut silent = five_members();
    silent.as_object_mut().unwrap().remove("scope");
    assert_eq!(read(&silent).unwrap().granted, login_at(&FRANCECONNECT_PLUS).pending.scope);
}

#[test]
fn a_member_that_is_missing_or_odd_is_named() {
    for name in ["access_token", "id_token", "token_type"] {
        for odd in [json!(null), json!(""), json!(1), json!(["x"])] {
            let mut members = five_members();
            members[name] = odd;
            assert_eq!(read(&members).unwrap_err(), Error::at(Code::ProviderAnswerMalformed, name));
        }
    }
    for odd in ["a\r\nx: y", "a b", "é"] {
        let mut members = five_members();
        members["access_token"] = json!(odd);
        assert_eq!(read(&members).unwrap_err(), Error::at(Code::ProviderAnswerMalformed, "access_token"));
    }
    let mut members = five_members();
    members["token_type"] = json!("DPoP");
    assert_eq!(read(&members).unwrap_err().code(), Code::ProviderAnswerMalformed);
}

#[test]
fn refusals_are_told_apart() {
    let refused = |status, content_type, body: &str| {
        let answer = HttpAnswer { status, content_type: Some(content_type), body: body.as_bytes() };
        grant(&FRANCECONNECT_PLUS).read(&answer).unwrap_err().code()
    };
    let json = "application/json";
    assert_eq!(refused(400, json, r#"{"error":"invalid_grant"}"#), Code::CodeRejected);
    assert_eq!(refused(401, json, r#"{"error":"invalid_client"}"#), Code::ClientRejected);
    assert_eq!(refused(400, json, r#"{"error":"invalid_scope"}"#), Code::InvalidScope);
    assert_eq!(refused(400, json, r#"{"error":"unsupported_grant_type"}"#), Code::InvalidRequest);
    assert_eq!(refused(400, json, r#"{"error":"invalid_client_metadata"}"#), Code::ClientKeysUnusable);
    assert_eq!(refused(400, json, r#"{"error":"Y000005"}"#), Code::ProviderError);
    assert_eq!(refused(503, "text/html", "<p>"), Code::ProviderUnavailable);
    assert_eq!(refused(429, json, "{}"), Code::ProviderUnavailable);
    for (status, content_type, body) in
        [(302, json, "{}"), (400, "text/html", "<p>"), (404, json, r#"{"error":"invalid_grant"}"#), (200, "text/html", "<p>")]
    {
        assert_eq!(refused(status, content_type, body), Code::ProviderAnswerMalformed, "{status}");
    }
    // What tokens came with another status than 200 are nobody's.
    for status in [201, 204, 302, 303, 400] {
        assert_eq!(refused(status, json, &five_members().to_string()), Code::ProviderAnswerMalformed, "{status}");
    }
}

#[test]
fn where_the_provider_takes_the_secret_in_the_header_alone_it_goes_there() {
    let mut provider = provider(&OIDC);
    provider.authentication_method = "client_secret_basic";
    let request = |secret: &str| grant(&OIDC).request(&provider, &Authentication::Secret(Secret::new(secret)), NOW, [7; 16]);
    let header = |request: &HttpRequest| request.headers.iter().find(|(name, _)| *name == "authorization").map(|(_, value)| value.clone());
    // RFC 6749 §2.3.1: each half is form-encoded first, so that a colon in one of them divides nothing.
    let encoded = base64ct::Base64::encode_string(b"our-client:s%26c+r%3Aet%C3%A9%2F*");
    let sent = request("s&c r:et\u{e9}/*");
    assert_eq!(header(&sent), Some(["Basic ", &encoded].concat()));
    let body: BTreeMap<String, String> = form_urlencoded::parse(sent.body.unwrap().as_bytes()).into_owned().collect();
    assert!(!body.contains_key("client_secret") && !body.contains_key("client_id"), "one method at a time (RFC 6749 §2.3)");
    assert_eq!(body["grant_type"], "authorization_code");
    provider.authentication_method = "client_secret_post";
    let sent = grant(&OIDC).request(&provider, &Authentication::Secret(Secret::new("s")), NOW, [7; 16]);
    assert_eq!(header(&sent), None);
    assert!(sent.body.unwrap().contains("client_secret=s"));
}
