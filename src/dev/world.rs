//! The provider and the host of an honest sign-in, as far as a machine of ours asks them.
//!
//! Comes in: what the provider answers; the machine's `next`. Goes out: every ask, served; the list of what was asked. Never: a part of a
//! build.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::json;

use super::claims::{LATER, id_claims, sign, userinfo_claims, with};
use super::jose::provider_keys;
use super::login::five_members;
use crate::Result;
use crate::base::http::HttpAnswer;
use crate::jose::jwk::VerificationKeys;
use crate::jose::operation::Operation;
use crate::sign_in::machine::{Ask, Given, Lent, Step};

/// What a host lends for each step of the honest login.
pub const LENT: Lent = Lent::new(LATER, [9; 32]);

/// A provider and a host, as far as a machine asks them.
pub struct World {
    /// What the token endpoint gives for an ID token, and the userinfo endpoint with its media type.
    pub id_token: String,
    pub userinfo: (&'static str, String),
    pub keys: VerificationKeys,
    /// What looks for newer keys bring, the last one first.
    pub newer_keys: Vec<VerificationKeys>,
    /// What the host says of the signatures that it is asked of, the last one first; nothing where it cannot say.
    pub verdicts: Vec<bool>,
    /// What was asked, in this order.
    pub asked: Vec<&'static str>,
}

impl World {
    /// The honest provider, which signs and does not encrypt.
    pub fn plain() -> Self {
        let userinfo = ("application/jwt", sign(&userinfo_claims()));
        Self {
            id_token: sign(&id_claims()),
            userinfo,
            keys: provider_keys(),
            newer_keys: Vec::new(),
            verdicts: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// Serves every ask of the machine whose `next` this is.
    pub fn serve(&mut self, mut next: impl FnMut(Given<'_>, Lent) -> Result<Ask>) -> Result<()> {
        let mut ask = next(Given::Start, LENT)?;
        loop {
            ask = match ask {
                Ask::Send { step: Step::Token, request } => {
                    self.asked.push("token");
                    assert_eq!(request.url, "https://fc.example/api/v2/token");
                    let body = with(five_members(), "id_token", json!(self.id_token)).to_string();
                    next(given_answer("application/json", &body), LENT)?
                }
                Ask::Send { request, .. } => {
                    self.asked.push("userinfo");
                    assert_eq!(request.url, "https://fc.example/api/v2/userinfo");
                    next(given_answer(self.userinfo.0, &self.userinfo.1), LENT)?
                }
                Ask::Keys { newer: false, .. } => {
                    self.asked.push("keys");
                    next(Given::Keys(Some(&self.keys)), LENT)?
                }
                Ask::Keys { newer: true, .. } => {
                    self.asked.push("newer keys");
                    let newer = self.newer_keys.pop().map(|newer| self.keys = newer);
                    next(Given::Keys(newer.is_some().then_some(&self.keys)), LENT)?
                }
                Ask::Host { operation: Operation::Verify { .. }, .. } => {
                    self.asked.push("verdict");
                    next(Given::Verdict(self.verdicts.pop()), LENT)?
                }
                #[cfg(feature = "worker")]
                Ask::Host { operation, .. } => {
                    self.asked.push("host");
                    next(Given::Octets(super::encrypted::host(&operation).as_deref()), LENT)?
                }
                #[cfg(not(feature = "worker"))]
                Ask::Host { .. } => panic!("a page asks for nothing of the kind"),
                Ask::Done => return Ok(()),
            }
        }
    }
}

/// An answer with status 200.
pub const fn given_answer<'a>(content_type: &'a str, body: &'a str) -> Given<'a> {
    Given::Answer(HttpAnswer { status: 200, content_type: Some(content_type), body: body.as_bytes() })
}
