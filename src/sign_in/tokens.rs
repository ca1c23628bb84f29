//! The code against tokens (RFC 6749 §4.1.3, OIDC Core §3.1.3): a request and the reading of its answer.
//!
//! Comes in: the grant that the callback gave. Goes out: the request; then access token, ID token as received, granted scope.
//! Never: a second exchange of one code. Reading the answer consumes the grant.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::Object;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::{limits, url};
use crate::provider::{Authentication, Provider};
use crate::sign_in::callback::{Grant, provider_error};
use crate::sign_in::pending::Pending;

/// What the token endpoint gave. The ID token in it is neither decrypted nor verified.
#[derive(Debug)]
pub struct Tokens {
    pub(crate) access_token: Secret,
    pub(crate) id_token: Secret,
    pub(crate) granted: Scope,
    pub(crate) pending: Pending,
}

/// What the token endpoint is asked to exchange.
pub(crate) struct Redemption<'a> {
    pub(crate) code: &'a Secret,
    pub(crate) redirect_uri: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) verifier: Option<&'a Secret>,
}

/// What its answer holds.
pub(crate) struct Received {
    pub(crate) access_token: Secret,
    pub(crate) id_token: Secret,
    pub(crate) scope: Option<Scope>,
}

impl Grant {
    /// Asks for the tokens. `unique` is 16 fresh random bytes: the `jti` of a client assertion.
    #[must_use]
    pub fn request(&self, provider: &Provider, authentication: &Authentication, now: i64, unique: [u8; 16]) -> HttpRequest {
        let Pending { redirect_uri, client_id, verifier, .. } = &self.pending;
        Redemption { code: &self.code, redirect_uri, client_id, verifier: verifier.as_ref() }.request(provider, authentication, now, unique)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// `code_rejected`, `client_rejected`, `client_keys_unusable`, `provider_unavailable`, `provider_answer_malformed`, `scope_mismatch`, or an OAuth error by
    /// its own name.
    pub fn read(self, answer: &HttpAnswer<'_>) -> Result<Tokens> {
        let Received { access_token, id_token, scope } = read(answer)?;
        // RFC 6749 §5.1: an absent scope is the requested one. What was granted decides which claims are promised.
        let granted = scope.unwrap_or_else(|| self.pending.scope.clone());
        Ok(Tokens { access_token, id_token, granted, pending: self.pending })
    }
}

impl Redemption<'_> {
    pub(crate) fn request(&self, provider: &Provider, authentication: &Authentication, now: i64, unique: [u8; 16]) -> HttpRequest {
        let mut parameters: Vec<(&str, Cow<'_, str>)> = Vec::from([
            ("grant_type", "authorization_code".into()),
            ("code", self.code.expose().into()),
            ("redirect_uri", self.redirect_uri.into()),
            ("client_id", self.client_id.into()),
        ]);
        if let Some(verifier) = self.verifier {
            parameters.push(("code_verifier", verifier.expose().into()));
        }
        match authentication {
            Authentication::Public => {}
            Authentication::Secret(secret) => parameters.push(("client_secret", secret.expose().into())),
            #[cfg(feature = "decryption")]
            Authentication::PrivateKey(key) => {
                parameters.push(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".into()));
                parameters.push(("client_assertion", assertion(provider, self.client_id, key, now, unique).into()));
            }
        }
        #[cfg(not(feature = "decryption"))]
        let _ = (now, unique);
        post(&provider.token_endpoint, &parameters, limits::TOKEN_ANSWER_BYTES)
    }
}

/// RFC 6749 §5, OIDC Core §3.1.3.3.
pub(crate) fn read(answer: &HttpAnswer<'_>) -> Result<Received> {
    if answer.asks_for_patience() {
        return Err(Code::ProviderUnavailable.into());
    }
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let members = answer.json(limits::TOKEN_ANSWER_BYTES)?;
    // RFC 6749 §7.1: a token of a type that we do not know must not be used.
    if !text(&members, "token_type")?.eq_ignore_ascii_case("bearer") {
        return Err(Error::at(Code::ProviderAnswerMalformed, "token_type"));
    }
    let scope = granted_scope(&members)?;
    let access_token = text(&members, "access_token")?;
    // RFC 6749 appendix A.12: `access-token = 1*VSCHAR`. It goes into a header, which nothing in it may end.
    if !access_token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::at(Code::ProviderAnswerMalformed, "access_token"));
    }
    Ok(Received { access_token: Secret::new(access_token), id_token: Secret::new(text(&members, "id_token")?), scope })
}

impl Tokens {
    /// The ID token as received: a JWE where the preset says encrypted, else a JWS.
    #[must_use]
    pub fn id_token(&self) -> &str {
        self.id_token.expose()
    }

    /// Scopes that were requested and not granted.
    #[must_use]
    pub fn refused_scopes(&self) -> Vec<String> {
        self.pending.scope.without(&self.granted)
    }

    /// Where the person wanted to go.
    #[must_use]
    pub fn return_to(&self) -> &str {
        self.pending.return_to()
    }
}

/// A form `POST` that expects JSON.
pub(crate) fn post(endpoint: &str, parameters: &[(&str, Cow<'_, str>)], answer_limit: usize) -> HttpRequest {
    HttpRequest {
        method: "POST",
        url: endpoint.to_string(),
        headers: Vec::from([("accept", "application/json".to_string()), ("content-type", "application/x-www-form-urlencoded".to_string())]),
        body: Some(url::form(parameters.iter().map(|(name, value)| (*name, value.as_ref())))),
        answer_limit,
    }
}

/// The scope that an answer says was granted; `None` where it says nothing, which means the requested one (RFC 6749 §5.1).
pub(crate) fn granted_scope(members: &Object) -> Result<Option<Scope>> {
    match members.get("scope") {
        None => Ok(None),
        Some(scope) => scope.as_str().and_then(Scope::parse).map(Some).ok_or(Code::ScopeMismatch.into()),
    }
}

fn text<'a>(members: &'a Object, name: &'static str) -> Result<&'a str> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).ok_or(Error::at(Code::ProviderAnswerMalformed, name))
}

/// RFC 6749 §5.2.
fn refusal(answer: &HttpAnswer<'_>) -> Error {
    let members = if matches!(answer.status, 400 | 401 | 403) { answer.json(limits::TOKEN_ANSWER_BYTES).ok() } else { None };
    match members.as_ref().and_then(|members| members.get("error")).and_then(Value::as_str) {
        Some("invalid_grant") => Code::CodeRejected.into(),
        Some("invalid_client" | "unauthorized_client") => Code::ClientRejected.into(),
        Some("invalid_client_metadata") => client_keys_unusable(),
        Some("unsupported_grant_type") => Error::at(Code::InvalidRequest, "grant_type"),
        Some(other) => provider_error(other).into(),
        None => Error::at(Code::ProviderAnswerMalformed, "status"),
    }
}

/// The provider fetches our keys when it encrypts, and says this alone where it cannot: so the rest is said here.
pub(crate) const fn client_keys_unusable() -> Error {
    Error::at(
        Code::ClientKeysUnusable,
        "the registered JWKS URL (/auth/jwks.json) must be on a host with a dot, reachable from the internet, and answer within 6 seconds with \
         status 200 and a JSON set of public keys, one of them for the registered algorithm and for encryption; one private or symmetric key \
         spoils it. After a failure it is not asked again for 60 seconds",
    )
}

/// RFC 7523 §3 and OIDC Core §9: lives one minute, for this issuer alone.
#[cfg(feature = "decryption")]
fn assertion(provider: &Provider, client_id: &str, key: &crate::jose::signing_key::SigningKey, now: i64, unique: [u8; 16]) -> String {
    let mut claims = Object::new();
    claims.insert("iss".into(), client_id.into());
    claims.insert("sub".into(), client_id.into());
    claims.insert("aud".into(), provider.issuer.as_str().into());
    claims.insert("jti".into(), crate::base::base64url::encode(&unique).into());
    claims.insert("iat".into(), now.into());
    claims.insert("exp".into(), now.saturating_add(60).into());
    crate::jose::jws::sign(None, claims, key)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::provider::Preset;
    use crate::provider::discovery::tests::provider;
    use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
    use crate::sign_in::callback::Callback;
    use crate::sign_in::callback::tests::answer;
    use crate::sign_in::login::tests::{NOW, login_at};
    use alloc::collections::BTreeMap;
    use serde_json::json;

    pub(crate) fn grant(preset: &'static Preset) -> Grant {
        Callback::parse(&answer()).unwrap().check(login_at(preset).pending, &provider(preset), NOW).unwrap()
    }

    pub(crate) fn five_members() -> Value {
        json!({
            "access_token": "the-access-token", "expires_in": 60, "id_token": "the.id.token",
            "scope": "openid identite_pivot email preferred_username", "token_type": "Bearer",
        })
    }

    pub(crate) fn read(members: &Value) -> Result<Tokens> {
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
    #[cfg(feature = "decryption")]
    fn a_client_with_a_key_sends_an_assertion_of_its_own_for_this_issuer() {
        use crate::jose::jwk::VerificationKeys;
        use crate::jose::signing_key::SigningKey;
        use crate::jose::testing::{key, private_jwk, public_jwk, set, with};
        use crate::provider::discovery::tests::ISSUER;

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
        assert!(tokens.refused_scopes().is_empty());
    }

    #[test]
    fn the_granted_scope_is_held_against_the_requested_one() {
        let scope = |value: Value| {
            let mut members = five_members();
            members["scope"] = value;
            read(&members)
        };
        assert_eq!(scope(json!("openid identite_pivot")).unwrap().refused_scopes(), ["email", "preferred_username"]);
        assert_eq!(scope(json!("email")).unwrap_err().code(), Code::ScopeMismatch);
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
}
