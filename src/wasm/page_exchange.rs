//! The Worker's half of the browser-verified way, for JavaScript: see [`crate::page::exchange`].

use alloc::string::String;

use wasm_bindgen::prelude::*;

use super::convert::{self, Answer, thrown};
use super::edge::Edge;
use super::host::{now, random};
use super::provider::Provider;
use super::tokens::SignedToken;
use crate::page::exchange;

/// What a page asked to exchange.
#[wasm_bindgen]
pub struct PageRequest(exchange::PageRequest);

#[wasm_bindgen]
impl PageRequest {
    /// Reads the body of the page's request.
    pub fn parse(body: &[u8], origin: &str, prefix: &str) -> Result<PageRequest, JsValue> {
        exchange::PageRequest::parse(body, origin, prefix).map(Self).map_err(thrown)
    }

    /// Asks for the tokens.
    #[wasm_bindgen(unchecked_return_type = "HttpRequest")]
    pub fn request(&self, edge: &Edge, provider: &Provider, origin: &str, prefix: &str) -> Result<JsValue, JsValue> {
        let client = edge.settings.client(origin, prefix).map_err(thrown)?;
        convert::request(&self.0.request(&provider.0, &client, edge.settings.authentication(), now(), random()?))
    }

    /// Reads the answer.
    pub fn read(self, answer: &Answer) -> Result<PageTokens, JsValue> {
        self.0.read(&answer.as_core()).map(PageTokens).map_err(thrown)
    }
}

/// What the token endpoint gave.
#[wasm_bindgen]
pub struct PageTokens(exchange::PageTokens);

#[wasm_bindgen]
impl PageTokens {
    /// The ID token as received.
    #[wasm_bindgen(getter, js_name = idToken)]
    pub fn id_token(&self) -> String {
        self.0.id_token().into()
    }

    /// Asks for the claims, where the ID token answers the page's login.
    #[wasm_bindgen(js_name = userinfoRequest, unchecked_return_type = "HttpRequest | undefined")]
    pub fn userinfo_request(&self, provider: &Provider, id_token: &SignedToken) -> Result<JsValue, JsValue> {
        let request = self.0.userinfo_request(&provider.0, &id_token.0).map_err(thrown)?;
        request.map_or(Ok(JsValue::UNDEFINED), |request| convert::request(&request))
    }

    /// The body of the answer to the page.
    pub fn answer(&self, id_token: &SignedToken, userinfo: &SignedToken) -> Result<String, JsValue> {
        self.0.answer(&id_token.0, &userinfo.0, now()).map_err(thrown)
    }
}
