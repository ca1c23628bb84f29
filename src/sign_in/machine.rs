//! A sign-in as one sequence: from the authorization code to the verified person.
//!
//! Comes in: the grant of a checked callback, and an answer to each question. Goes out: one [`Ask`] after the other; at the end a
//! [`SignedIn`]. Never: I/O of its own; a token or a claim before the end; a value of another sign-in.
//!
//! The host calls [`SignIn::next`] with [`Given::Start`], does what the [`Ask`] says, and calls again with what came of it, until
//! [`Ask::Done`]. Where the host itself fails (no connection, a time-out) it drops the machine: a code is never sent twice.

use alloc::string::ToString;
use alloc::sync::Arc;

use crate::base::error::Result;
use crate::base::http::HttpRequest;
use crate::base::redacted::redacted_debug;
use crate::provider::{Authentication, Provider};
use crate::sign_in::callback::Grant;
use crate::sign_in::claims::{IdToken, Userinfo};
use crate::sign_in::tokens::Tokens;
use crate::sign_in::userinfo::{self, UserinfoAnswer};

mod ask;
mod clock;
mod newer_keys;
mod opening;
mod position;
mod signed_in;

pub use ask::{Ask, Given, Lent, Step};
use clock::{Clock, Told};
pub(crate) use newer_keys::{NewerKeys, Proof, Proving};
pub use opening::OurKeys;
pub(crate) use opening::{Opened, Opening};
pub(crate) use position::Position;
pub use signed_in::SignedIn;

/// The whole sign-in: of a Worker, of a Rust program, or of a page alone.
pub struct SignIn {
    provider: Arc<Provider>,
    our_keys: OurKeys,
    newer_keys: NewerKeys,
    clock: Clock,
    at: Position<State, SignedIn>,
}

redacted_debug!(SignIn);

/// What is there, and what is waited for.
enum State {
    /// The code was not sent yet.
    Ready(Grant, HttpRequest),
    /// The code was sent.
    Redeeming(Grant),
    OpeningIdToken(Tokens, Opening),
    VerifyingIdToken(Tokens, Proving),
    /// The ID token is verified.
    FetchingUserinfo(Tokens, IdToken),
    OpeningUserinfo(Tokens, IdToken, Opening),
    VerifyingUserinfo(Tokens, IdToken, Proving),
}

impl SignIn {
    /// Begins with the grant of a checked callback.
    #[must_use]
    pub fn new(provider: Arc<Provider>, our_keys: OurKeys, grant: Grant, authentication: &Authentication, lent: Lent) -> Self {
        let request = grant.request(&provider, authentication, lent.now, lent.unique());
        Self {
            provider,
            our_keys,
            newer_keys: NewerKeys::default(),
            clock: Clock::Host,
            at: Position::new(Step::Token, State::Ready(grant, request)),
        }
    }

    /// The same on a person's device, whose clock may be wrong: the time is the provider's, where its answer tells it.
    #[must_use]
    pub fn on_device(provider: Arc<Provider>, grant: Grant, authentication: &Authentication, lent: Lent) -> Self {
        Self { clock: Clock::Device(Told::default()), ..Self::new(provider, OurKeys::default(), grant, authentication, lent) }
    }

    /// Goes on with what came of the last [`Ask`].
    ///
    /// # Errors
    /// Those of the steps: [`Grant::read`], [`IdToken::of`], [`userinfo::read`], [`Userinfo::of_signed`], of decryption and of signatures. After
    /// an error the sign-in is over.
    pub fn next(&mut self, given: Given<'_>, lent: Lent) -> Result<Ask> {
        match self.at.leave()? {
            // 1. The code against tokens (OIDC Core §3.1.3.1).
            State::Ready(grant, request) => {
                self.clock.ask(lent);
                self.at.wait(State::Redeeming(grant), Ask::Send { step: Step::Token, request })
            }
            // 2. The ID token, decrypted (§3.1.3.7 (1)).
            State::Redeeming(mut grant) => {
                self.clock.tell(lent.dated, lent, &mut grant.pending);
                let tokens = grant.read(&given.answer()?)?;
                self.at.step = Step::IdToken;
                let opened = self.our_keys.open(&self.provider, tokens.id_token(), lent.random)?;
                self.open_id_token(tokens, opened)
            }
            State::OpeningIdToken(tokens, opening) => {
                let opened = opening.next(given.octets()?)?;
                self.open_id_token(tokens, opened)
            }
            // 3. The ID token, verified (§3.1.3.7), and the claims asked for at once (§5.3.1): the grant does not live long.
            State::VerifyingIdToken(tokens, proving) => match self.newer_keys.prove(self.at.step, proving, given)? {
                Proof::Holds(verified) => {
                    let id_token = self.clock.verify(lent, |now| IdToken::of(verified, &self.provider, &tokens, now))?;
                    self.fetch_userinfo(tokens, id_token)
                }
                Proof::Asks(proving, ask) => self.at.wait(State::VerifyingIdToken(tokens, proving), ask),
            },
            // 4. The claims, decrypted where they are a token.
            State::FetchingUserinfo(tokens, id_token) => match userinfo::read(&self.provider, &given.answer()?)? {
                UserinfoAnswer::Plain(claims) => {
                    let userinfo = Userinfo::plain(claims, &self.provider, &id_token)?;
                    self.done(tokens, id_token, userinfo)
                }
                UserinfoAnswer::Token(compact) => {
                    let opened = self.our_keys.open(&self.provider, &compact, lent.random)?;
                    self.open_userinfo(tokens, id_token, opened)
                }
            },
            State::OpeningUserinfo(tokens, id_token, opening) => {
                let opened = opening.next(given.octets()?)?;
                self.open_userinfo(tokens, id_token, opened)
            }
            // 5. The claims, verified, of the same person (§5.3.2).
            State::VerifyingUserinfo(tokens, id_token, proving) => match self.newer_keys.prove(self.at.step, proving, given)? {
                Proof::Holds(verified) => {
                    let userinfo = self.clock.verify(lent, |now| Userinfo::of_signed(verified, &self.provider, &id_token, now))?;
                    self.done(tokens, id_token, userinfo)
                }
                Proof::Asks(proving, ask) => self.at.wait(State::VerifyingUserinfo(tokens, id_token, proving), ask),
            },
        }
    }

    /// The result, once [`SignIn::next`] has said [`Ask::Done`].
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

    fn open_id_token(&mut self, tokens: Tokens, opened: Opened) -> Result<Ask> {
        match opened {
            Opened::Asked(opening, operation) => {
                self.at.wait(State::OpeningIdToken(tokens, opening), Ask::Host { step: Step::IdToken, operation })
            }
            Opened::Signed(token) => {
                self.at.wait(State::VerifyingIdToken(tokens, Proving::Keys(token)), Ask::Keys { step: Step::IdToken, newer: false })
            }
        }
    }

    fn open_userinfo(&mut self, tokens: Tokens, id_token: IdToken, opened: Opened) -> Result<Ask> {
        match opened {
            Opened::Asked(opening, operation) => {
                self.at.wait(State::OpeningUserinfo(tokens, id_token, opening), Ask::Host { step: Step::Userinfo, operation })
            }
            Opened::Signed(token) => self
                .at
                .wait(State::VerifyingUserinfo(tokens, id_token, Proving::Keys(token)), Ask::Keys { step: Step::Userinfo, newer: false }),
        }
    }

    /// Where the provider has no userinfo endpoint, the ID token's own claims are all there is (§5.4).
    fn fetch_userinfo(&mut self, tokens: Tokens, id_token: IdToken) -> Result<Ask> {
        self.at.step = Step::Userinfo;
        match userinfo::request(&self.provider, &tokens, &id_token) {
            Some(request) => self.at.wait(State::FetchingUserinfo(tokens, id_token), Ask::Send { step: Step::Userinfo, request }),
            None => {
                let userinfo = Userinfo::from_id_token(&id_token);
                self.done(tokens, id_token, userinfo)
            }
        }
    }

    fn done(&mut self, tokens: Tokens, id_token: IdToken, userinfo: Userinfo) -> Result<Ask> {
        let return_to = tokens.return_to().to_string();
        let signed_in = SignedIn { provider: self.provider.clone(), granted: tokens.granted, id_token, userinfo, return_to };
        self.at.done(signed_in)
    }
}

#[cfg(test)]
mod tests;
