//! The browser-verified way: what a page asks of the Worker, and what it gets.

use fc_pivot::base::{json, limits, url};
use fc_pivot::page::exchange::PageRequest;
use fc_pivot::page::page_half::PageSignIn;
use fc_pivot::provider::preset::FRANCECONNECT_PLUS;
use fc_pivot::sign_in::machine::{Ask, Given, Lent, SignedIn, Step};
use fc_pivot::{Code, Error};
use serde_json::{Value, json};

use super::texts;
use super::world::{NOW, ORIGIN, SUB, grant, id_claims, json_answer, provider, sign, userinfo_claims, verification_keys};

/// Where the Worker's routes lie.
const PREFIX: &str = "/api";

/// A request is taken if, and only if, its callback is a page of our own origin, none of the Worker's routes, and its texts are texts.
pub fn page_request(data: &[u8]) -> bool {
    let expected = data.len() <= limits::PAGE_REQUEST_BYTES
        && json::object(data).is_ok_and(|members| {
            let text = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| (1..=limits::CODE_CHARS).contains(&text.len()));
            let below = |uri: &str, path: &str| uri.starts_with(&format!("{ORIGIN}{path}/"));
            text("code").is_some()
                && text("redirect_uri").is_some_and(|uri| url::is_secure(uri) && below(uri, "") && !below(uri, PREFIX))
                && text("nonce").is_some()
                && (!members.contains_key("code_verifier") || text("code_verifier").is_some())
        });
    match PageRequest::parse(data, ORIGIN, PREFIX) {
        Ok(_) => assert!(expected),
        Err(error) => assert!(!expected && error.code() == Code::RequestMalformed, "{error}"),
    }
    expected
}

pub fn page_request_seeds() -> Vec<Vec<u8>> {
    let request = json!({ "code": "c", "redirect_uri": "https://service.example/api?a=b", "nonce": "n", "code_verifier": "v" });
    texts([request.to_string(), grant(&FRANCECONNECT_PLUS).exchange_request("/auth/exchange").body.expect("a body")])
}

/// What the page verifies is the person of the ID token, at the demanded level, whatever the Worker's answer looks like.
pub fn exchange_answer(data: &[u8]) -> bool {
    let fc = &FRANCECONNECT_PLUS;
    assert!(grant(fc).read_exchanged(&json_answer(502, data), NOW).is_err());
    let Ok(signed_in) = verified(data) else { return false };
    let members = json::object(data).expect("taken, so strict JSON");
    let (identity, assurance) = (signed_in.identity(), signed_in.assurance());
    assert!(identity.sub == SUB && assurance.acr == "eidas2" && members["id_token"] == signed_in.id_token().expose());
    true
}

/// The page's half, whose Worker gave this answer.
fn verified(answer: &[u8]) -> Result<SignedIn, Error> {
    let lent = Lent::new(NOW, [9; 32]);
    let mut page = PageSignIn::new(provider(&FRANCECONNECT_PLUS).clone(), grant(&FRANCECONNECT_PLUS), "/auth/exchange");
    page.next(Given::Start, lent)?;
    page.next(Given::Answer(json_answer(200, answer)), lent)?;
    while let Ask::Keys { step, newer } = page.next(Given::Keys(Some(verification_keys())), lent)? {
        assert!(newer || step == Step::Userinfo, "it has the keys");
    }
    page.finish()
}

pub fn exchange_answer_seeds() -> Vec<Vec<u8>> {
    let [id_token, userinfo] = [id_claims(), userinfo_claims()].map(|claims| sign(claims.to_string().as_bytes()));
    let answer =
        json!({ "id_token": id_token, "userinfo": userinfo, "at_hash": "uby9Z8Gb_H_x4fPjwNzguw", "scope": "openid identite_pivot email" });
    let mut told = answer.clone();
    told["now"] = NOW.into();
    texts([answer.to_string(), told.to_string()])
}
