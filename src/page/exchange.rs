//! The browser-verified way: the page keeps state and nonce and verifies, the Worker swaps the code and decrypts (`POST /auth/exchange`).
//!
//! Comes in: on the Worker, the page's `{code, redirect_uri, nonce, code_verifier?}`; on the page, the Worker's `{id_token, userinfo,
//! at_hash, now, scope?}`. Goes out: the request to the token endpoint; the inner tokens, to be verified by the page. Never: an access token
//! in the page, which gets its hash instead and compares that with the ID token's `at_hash`; a token for whoever has only a code.
//!
//! The page verifies by the Worker's clock, which `now` tells. A device's clock may be wrong by hours and would refuse good tokens. A lying
//! Worker gains nothing: a token of another login has another nonce, and this login has no other tokens than those it saw.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;
use serde_json::Value;

use crate::base::error::{Code, Error, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::json::{self, Object};
use crate::base::redacted::redacted_debug;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::{limits, url};
use crate::jose::jws::Verified;
use crate::jose::{SignedToken, SigningAlgorithm};
use crate::provider::{Authentication, Client, Provider};
use crate::sign_in::callback::Grant;
use crate::sign_in::claims::{self, IdToken, Userinfo, at_hash, by_clock};
use crate::sign_in::pending::Pending;
use crate::sign_in::tokens::{self, Redemption};
use crate::sign_in::userinfo;

/// What a page asked the Worker to exchange.
#[derive(Debug)]
pub struct PageRequest {
    code: Secret,
    redirect_uri: String,
    nonce: Secret,
    verifier: Option<Secret>,
}

/// What the Worker got for it, on its way to decryption. The access token stays here.
#[derive(Debug)]
pub struct PageTokens {
    nonce: Secret,
    access_token: Secret,
    id_token: Secret,
    scope: Option<Scope>,
}

impl PageRequest {
    /// Reads the body of the page's request. `redirect_uri` must be a page of the Worker's `origin`, and no route under `prefix`: a code that came
    /// to a route belongs to a login of the Worker's, which redeems it itself.
    ///
    /// # Errors
    /// `request_malformed`.
    pub fn parse(body: &[u8], origin: &str, prefix: &str) -> Result<Self> {
        if body.len() > limits::PAGE_REQUEST_BYTES {
            return Err(Error::at(Code::RequestMalformed, "size"));
        }
        let members = json::object(body).map_err(|_| Error::at(Code::RequestMalformed, "JSON"))?;
        let code = Secret::new(member(&members, "code")?.ok_or(Error::at(Code::RequestMalformed, "code"))?);
        let redirect_uri = member(&members, "redirect_uri")?.ok_or(Error::at(Code::RequestMalformed, "redirect_uri"))?;
        let is_page = |path: &str| path.starts_with('/') && !url::is_route(path, prefix);
        if !(url::is_secure(redirect_uri) && redirect_uri.strip_prefix(origin).is_some_and(is_page)) {
            return Err(Error::at(Code::RequestMalformed, "redirect_uri"));
        }
        let nonce = Secret::new(member(&members, "nonce")?.ok_or(Error::at(Code::RequestMalformed, "nonce"))?);
        let verifier = member(&members, "code_verifier")?.map(Secret::new);
        Ok(Self { code, redirect_uri: redirect_uri.to_string(), nonce, verifier })
    }

    /// Asks for the tokens, with the Worker's credentials.
    #[must_use]
    pub fn request(
        &self,
        provider: &Provider,
        client: &Client,
        authentication: &Authentication,
        now: i64,
        unique: [u8; 16],
    ) -> HttpRequest {
        Redemption { code: &self.code, redirect_uri: &self.redirect_uri, client_id: &client.id, verifier: self.verifier.as_ref() }.request(
            provider,
            authentication,
            now,
            unique,
        )
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// Those of [`Grant::read`].
    pub fn read(self, answer: &HttpAnswer<'_>) -> Result<PageTokens> {
        let tokens::Received { access_token, id_token, scope } = tokens::read(answer)?;
        Ok(PageTokens { nonce: self.nonce, access_token, id_token, scope })
    }
}

impl PageTokens {
    /// The ID token as received.
    #[must_use]
    pub fn id_token(&self) -> &str {
        self.id_token.expose()
    }

    /// Asks for the claims, once the ID token bears the nonce of the page's login. Without that check, whoever steals a code would learn whose
    /// it is: without PKCE, a code does not say who may redeem it (RFC 9700 §4.5.3.2). The token came from the token endpoint itself. The page
    /// verifies its signature.
    ///
    /// # Errors
    /// `nonce_mismatch`, and those of an unreadable token: `token_not_signed`, `token_malformed`, `claim_missing`, `claim_malformed`.
    pub fn userinfo_request(&self, provider: &Provider, id_token: &SignedToken) -> Result<Option<HttpRequest>> {
        claims::check_nonce(id_token, &self.nonce)?;
        Ok(userinfo::request_with(provider, &self.access_token))
    }

    /// The body of the Worker's answer to the page; `now` is the time. A signed token cannot be cut. One that carries access tokens of other
    /// sources of claims does not go to the page (N86).
    ///
    /// # Errors
    /// `claim_malformed`, and those of an unreadable token: `token_not_signed`, `token_malformed`.
    pub fn answer(&self, algorithm: SigningAlgorithm, id_token: &SignedToken, userinfo: &SignedToken, now: i64) -> Result<String> {
        claims::check_for_page(id_token)?;
        claims::check_for_page(userinfo)?;
        let mut members = Object::new();
        members.insert("id_token".into(), id_token.compact().into());
        members.insert("userinfo".into(), userinfo.compact().into());
        members.insert("at_hash".into(), at_hash(algorithm, &self.access_token).into());
        members.insert("now".into(), now.into());
        if let Some(scope) = &self.scope {
            members.insert("scope".into(), scope.as_str().into());
        }
        Ok(json::text(&members))
    }
}

/// What the Worker gave the page: decrypted, not verified.
pub struct Exchanged {
    pub(crate) id_token: SignedToken,
    pub(crate) userinfo: SignedToken,
    pub(crate) at_hash: String,
    pub(crate) granted: Scope,
    /// What time it was by the Worker's clock; older Workers do not say.
    told: Option<i64>,
    /// The login; its start is on the Worker's clock where `told` is there.
    pub(crate) pending: Pending,
}

redacted_debug!(Exchanged);

/// What the page sends to its Worker.
#[derive(Serialize)]
struct Body<'a> {
    code: &'a Secret,
    redirect_uri: &'a str,
    nonce: &'a Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_verifier: Option<&'a Secret>,
}

impl Grant {
    /// The page's request to its Worker at `endpoint`.
    #[must_use]
    pub fn exchange_request(&self, endpoint: &str) -> HttpRequest {
        let Pending { redirect_uri, nonce, verifier, .. } = &self.pending;
        let body = Body { code: &self.code, redirect_uri, nonce, code_verifier: verifier.as_ref() };
        HttpRequest {
            method: "POST",
            url: endpoint.to_string(),
            headers: Vec::from([("accept", "application/json".to_string()), ("content-type", "application/json".to_string())]),
            body: Some(json::text(&body)),
            answer_limit: limits::TOKEN_ANSWER_BYTES,
        }
    }

    /// Reads the Worker's answer. An error of the Worker's comes back as itself. `now` is the time by the page's own clock.
    ///
    /// # Errors
    /// The Worker's code, or `network_error`, `not_found`, `provider_answer_malformed`, `scope_mismatch`.
    pub fn read_exchanged(mut self, answer: &HttpAnswer<'_>, now: i64) -> Result<Exchanged> {
        let members = answer.json(limits::TOKEN_ANSWER_BYTES).map_err(|_| not_our_worker(answer))?;
        if answer.status != 200 {
            return Err(worker_error(&members).into());
        }
        let text = |name| members.get(name).and_then(Value::as_str).ok_or(Error::at(Code::ProviderAnswerMalformed, name));
        let token = |name| text(name).map(SignedToken::new);
        let told = match members.get("now") {
            None => None,
            Some(now) => Some(now.as_i64().ok_or(Error::at(Code::ProviderAnswerMalformed, "now"))?),
        };
        if let Some(told) = told {
            self.pending.move_to(now, told);
        }
        Ok(Exchanged {
            id_token: token("id_token")?,
            userinfo: token("userinfo")?,
            at_hash: text("at_hash")?.to_string(),
            granted: tokens::granted_scope(&members)?.unwrap_or_else(|| self.pending.scope.clone()),
            told,
            pending: self.pending,
        })
    }
}

impl Exchanged {
    /// Verifies the ID token, whose signature holds, against the login.
    ///
    /// The time is what the Worker told, plus `elapsed`: the seconds since the request was sent, by a monotonic clock. Counting from the request
    /// makes a token seem older, never younger. Where the Worker told nothing, the time is `now`, by the page's own clock.
    ///
    /// # Errors
    /// Those of [`IdToken::of`]; for those of time, by the page's own clock, `clock_wrong`.
    pub fn verified_id_token(&self, verified: Verified, provider: &Provider, now: i64, elapsed: i64) -> Result<IdToken> {
        by_clock(self.told_after(elapsed), now, |now| IdToken::of_login(verified, provider, &self.pending, &self.at_hash, now))
    }

    /// The same of the claims, of the person of the ID token.
    ///
    /// # Errors
    /// Those of [`Userinfo::of_signed`]; for those of time, by the page's own clock, `clock_wrong`.
    pub fn verified_userinfo(
        &self,
        verified: Verified,
        provider: &Provider,
        id_token: &IdToken,
        now: i64,
        elapsed: i64,
    ) -> Result<Userinfo> {
        by_clock(self.told_after(elapsed), now, |now| Userinfo::of_signed(verified, provider, id_token, now))
    }

    fn told_after(&self, elapsed: i64) -> Option<i64> {
        self.told.map(|told| told.saturating_add(elapsed))
    }

    /// Where the person wanted to go.
    #[must_use]
    pub fn return_to(&self) -> &str {
        self.pending.return_to()
    }
}

/// An answer without JSON does not come from our Worker. It comes from a proxy before it, or from another service at that address.
fn not_our_worker(answer: &HttpAnswer<'_>) -> Error {
    if answer.is_unavailable() { Code::NetworkError.into() } else { Error::at(Code::NotFound, "exchange") }
}

/// `{ "error": { "code": … } }`, as every route of the Worker answers.
fn worker_error(members: &Object) -> Code {
    let code = members.get("error").and_then(|error| error.get("code")).and_then(Value::as_str);
    code.and_then(Code::named).unwrap_or(Code::ProviderAnswerMalformed)
}

fn member<'a>(members: &'a Object, name: &'static str) -> Result<Option<&'a str>> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() && text.len() <= limits::CODE_CHARS => Ok(Some(text)),
        Some(_) => Err(Error::at(Code::RequestMalformed, name)),
    }
}

#[cfg(test)]
mod tests;
