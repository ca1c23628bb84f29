//! Tokens, verified claims, and who is signed in, for JavaScript.

use alloc::string::String;

use wasm_bindgen::prelude::*;

use super::convert::{self, Answer, thrown};
#[cfg(feature = "edge")]
use super::host::now;
use super::provider::Provider;
#[cfg(feature = "edge")]
use super::provider::ProviderKeys;
use crate::identity;
use crate::sign_in::{claims, tokens, userinfo};

/// What the token endpoint gave.
#[wasm_bindgen]
pub struct Tokens(pub(crate) tokens::Tokens);

#[wasm_bindgen]
impl Tokens {
    /// The ID token as received.
    #[wasm_bindgen(getter, js_name = idToken)]
    pub fn id_token(&self) -> String {
        self.0.id_token().into()
    }

    /// Asks for the claims; `undefined` where the provider has no userinfo endpoint.
    #[wasm_bindgen(js_name = userinfoRequest, unchecked_return_type = "HttpRequest | undefined")]
    pub fn userinfo_request(&self, provider: &Provider, verified: &IdToken) -> Result<JsValue, JsValue> {
        userinfo::request(&provider.0, &self.0, &verified.0).map_or(Ok(JsValue::UNDEFINED), |request| convert::request(&request))
    }

    /// The identity, once ID token and userinfo are verified.
    #[wasm_bindgen(unchecked_return_type = "Identity")]
    pub fn identity(&self, provider: &Provider, id_token: &IdToken, userinfo: &Userinfo) -> Result<JsValue, JsValue> {
        convert::to_js(&identity::Identity::of(&provider.0, &self.0.granted, &id_token.0, &userinfo.0))
    }
}

#[cfg(feature = "edge")]
#[wasm_bindgen]
impl Tokens {
    /// Verifies the ID token, once it is decrypted.
    pub fn verify(&self, id_token: &SignedToken, keys: &ProviderKeys, provider: &Provider) -> Result<IdToken, JsValue> {
        claims::IdToken::verify(&id_token.0, &keys.0, &provider.0, &self.0, now()).map(IdToken).map_err(thrown)
    }
}

/// A signed token, unverified.
#[wasm_bindgen]
pub struct SignedToken(pub(crate) claims::SignedToken);

/// A verified ID token.
#[wasm_bindgen]
pub struct IdToken(pub(crate) claims::IdToken);

#[wasm_bindgen]
impl IdToken {
    /// The inner JWS: a page's sign-out needs it.
    #[cfg(feature = "browser")]
    #[wasm_bindgen(getter)]
    pub fn jws(&self) -> String {
        self.0.jws().expose().into()
    }

    /// How surely the person was authenticated.
    #[wasm_bindgen(unchecked_return_type = "Assurance")]
    pub fn assurance(&self) -> Result<JsValue, JsValue> {
        convert::to_js(&identity::Assurance::of(&self.0))
    }
}

/// What the userinfo endpoint gave, unverified.
#[wasm_bindgen]
pub struct UserinfoAnswer(pub(crate) userinfo::UserinfoAnswer);

#[wasm_bindgen]
impl UserinfoAnswer {
    /// Reads the answer.
    pub fn read(provider: &Provider, answer: &Answer) -> Result<UserinfoAnswer, JsValue> {
        userinfo::read(&provider.0, &answer.as_core()).map(Self).map_err(thrown)
    }

    /// The compact token in it; `undefined` where the claims came plain.
    #[wasm_bindgen(getter)]
    pub fn token(&self) -> Option<String> {
        match &self.0 {
            userinfo::UserinfoAnswer::Token(token) => Some(token.clone()),
            userinfo::UserinfoAnswer::Plain(_) => None,
        }
    }

    /// Takes plain claims, where the provider's preset does.
    pub fn plain(self, provider: &Provider, id_token: &IdToken) -> Result<Userinfo, JsValue> {
        match self.0 {
            userinfo::UserinfoAnswer::Plain(members) => {
                claims::Userinfo::plain(members, &provider.0, &id_token.0).map(Userinfo).map_err(thrown)
            }
            userinfo::UserinfoAnswer::Token(_) => Err(thrown(crate::Code::TokenNotSigned.into())),
        }
    }
}

/// Verified identity claims.
#[wasm_bindgen]
pub struct Userinfo(pub(crate) claims::Userinfo);

#[wasm_bindgen]
impl Userinfo {
    /// The ID token's own claims, where the provider has no userinfo endpoint.
    #[wasm_bindgen(js_name = fromIdToken)]
    pub fn from_id_token(id_token: &IdToken) -> Userinfo {
        Self(claims::Userinfo::from_id_token(&id_token.0))
    }
}

#[cfg(feature = "edge")]
#[wasm_bindgen]
impl Userinfo {
    /// Verifies a signed answer.
    pub fn verify(token: &SignedToken, keys: &ProviderKeys, id_token: &IdToken) -> Result<Userinfo, JsValue> {
        claims::Userinfo::verify(&token.0, &keys.0, &id_token.0, now()).map(Self).map_err(thrown)
    }
}
