//! The page's half of the browser-verified way, as a machine: its Worker swaps the code and decrypts, the page verifies.
//!
//! Comes in: the grant of a checked callback, and an answer to each [`Ask`]. Goes out: who is signed in. Never: a claim that was not
//! verified here, or an access token.

use alloc::string::{String, ToString};
use alloc::sync::Arc;

use crate::base::error::Result;
use crate::base::redacted::redacted_debug;
use crate::page::exchange::Exchanged;
use crate::provider::Provider;
use crate::sign_in::callback::Grant;
use crate::sign_in::claims::IdToken;
use crate::sign_in::machine::{Ask, Given, Lent, NewerKeys, Position, Proof, Proving, SignedIn, Step};

/// One sign-in of a page that verifies.
pub struct PageSignIn {
    provider: Arc<Provider>,
    newer_keys: NewerKeys,
    /// When the Worker was asked, by the steady clock.
    asked_at: i64,
    at: Position<State, SignedIn>,
}

redacted_debug!(PageSignIn);

/// What is there, and what is waited for.
enum State {
    /// The code was not sent yet; the Worker's endpoint.
    Ready(Grant, String),
    /// The code was sent.
    Exchanging(Grant),
    VerifyingIdToken(Exchanged, Proving),
    VerifyingUserinfo(Exchanged, IdToken, Proving),
}

impl PageSignIn {
    /// Begins with the grant of a checked callback; `endpoint` is the Worker's.
    #[must_use]
    pub fn new(provider: Arc<Provider>, grant: Grant, endpoint: &str) -> Self {
        Self {
            provider,
            newer_keys: NewerKeys::default(),
            asked_at: 0,
            at: Position::new(Step::Exchange, State::Ready(grant, endpoint.to_string())),
        }
    }

    /// Goes on with what came of the last [`Ask`].
    ///
    /// # Errors
    /// Those of [`Grant::read_exchanged`], [`Exchanged::verified_id_token`] and [`Exchanged::verified_userinfo`]. After an error the sign-in is over.
    pub fn next(&mut self, given: Given<'_>, lent: Lent) -> Result<Ask> {
        match self.at.leave()? {
            // 1. The Worker swaps the code and decrypts.
            State::Ready(grant, endpoint) => {
                let request = grant.exchange_request(&endpoint);
                self.asked_at = lent.steady;
                self.at.wait(State::Exchanging(grant), Ask::Send { step: Step::Exchange, request })
            }
            State::Exchanging(grant) => {
                let exchanged = grant.read_exchanged(&given.answer()?, lent.now)?;
                self.at.step = Step::IdToken;
                let proving = Proving::Keys(exchanged.id_token.clone());
                self.at.wait(State::VerifyingIdToken(exchanged, proving), Ask::Keys { step: Step::IdToken, newer: false })
            }
            // 2. Both tokens are verified here.
            State::VerifyingIdToken(exchanged, proving) => match self.newer_keys.prove(self.at.step, proving, given)? {
                Proof::Holds(verified) => {
                    let id_token = exchanged.verified_id_token(verified, &self.provider, lent.now, self.elapsed(lent))?;
                    self.at.step = Step::Userinfo;
                    let proving = Proving::Keys(exchanged.userinfo.clone());
                    self.at.wait(State::VerifyingUserinfo(exchanged, id_token, proving), Ask::Keys { step: Step::Userinfo, newer: false })
                }
                Proof::Asks(proving, ask) => self.at.wait(State::VerifyingIdToken(exchanged, proving), ask),
            },
            State::VerifyingUserinfo(exchanged, id_token, proving) => match self.newer_keys.prove(self.at.step, proving, given)? {
                Proof::Holds(verified) => {
                    let userinfo = exchanged.verified_userinfo(verified, &self.provider, &id_token, lent.now, self.elapsed(lent))?;
                    let return_to = exchanged.return_to().to_string();
                    let signed_in = SignedIn { provider: self.provider.clone(), granted: exchanged.granted, id_token, userinfo, return_to };
                    self.at.done(signed_in)
                }
                Proof::Asks(proving, ask) => self.at.wait(State::VerifyingUserinfo(exchanged, id_token, proving), ask),
            },
        }
    }

    /// Who is signed in, once [`PageSignIn::next`] has said [`Ask::Done`].
    ///
    /// # Errors
    /// `internal` where it has not.
    pub fn finish(self) -> Result<SignedIn> {
        self.at.finish()
    }

    /// The step that asked last, or that failed.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.at.step
    }

    /// Seconds since the Worker was asked, by a clock that cannot be set.
    const fn elapsed(&self, lent: Lent) -> i64 {
        lent.steady.saturating_sub(self.asked_at)
    }
}
