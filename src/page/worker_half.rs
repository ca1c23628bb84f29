//! The Worker's half of the browser-verified way, as a machine: the page's code against tokens, decrypted for the page.
//!
//! Comes in: what a page asked to exchange, and an answer to each [`Ask`]. Goes out: the body of the answer to the page. Never: a verified
//! claim (the page verifies), an access token for the page, or a session.

use alloc::string::String;
use alloc::sync::Arc;

use crate::base::error::{Code, Error, Result};
use crate::base::http::HttpRequest;
use crate::base::redacted::redacted_debug;
use crate::jose::SignedToken;
use crate::page::exchange::{PageRequest, PageTokens};
use crate::provider::{Authentication, Client, Provider};
use crate::sign_in::machine::{Ask, Given, Lent, Opened, Opening, OurKeys, Position, Step};
use crate::sign_in::userinfo::{self, UserinfoAnswer};

/// One exchange for a page.
pub struct PageExchange {
    provider: Arc<Provider>,
    our_keys: OurKeys,
    at: Position<State, String>,
}

redacted_debug!(PageExchange);

/// What is there, and what is waited for.
enum State {
    /// The code was not sent yet.
    Ready(PageRequest, HttpRequest),
    /// The code was sent.
    Redeeming(PageRequest),
    OpeningIdToken(PageTokens, Opening),
    FetchingUserinfo(PageTokens, SignedToken),
    OpeningUserinfo(PageTokens, SignedToken, Opening),
}

impl PageExchange {
    /// Begins with a page's request.
    #[must_use]
    pub fn new(
        provider: Arc<Provider>,
        our_keys: OurKeys,
        page: PageRequest,
        client: &Client,
        authentication: &Authentication,
        lent: Lent,
    ) -> Self {
        let request = page.request(&provider, client, authentication, lent.now, lent.unique());
        Self { provider, our_keys, at: Position::new(Step::Token, State::Ready(page, request)) }
    }

    /// Goes on with what came of the last [`Ask`].
    ///
    /// # Errors
    /// Those of [`PageRequest::read`], of decryption, [`PageTokens::userinfo_request`] and [`userinfo::read`]; `discovery_unsupported`,
    /// `token_not_signed` where there is no signed userinfo for the page to verify. After an error the exchange is over.
    pub fn next(&mut self, given: Given<'_>, lent: Lent) -> Result<Ask> {
        match self.at.leave()? {
            // 1. The code against tokens.
            State::Ready(page, request) => self.at.wait(State::Redeeming(page), Ask::Send { step: Step::Token, request }),
            // 2. The ID token, decrypted.
            State::Redeeming(page) => {
                let tokens = page.read(&given.answer()?)?;
                self.at.step = Step::IdToken;
                let opened = self.our_keys.open(&self.provider, tokens.id_token(), lent.random)?;
                self.open_id_token(tokens, opened)
            }
            State::OpeningIdToken(tokens, opening) => {
                let opened = opening.next(given.octets()?)?;
                self.open_id_token(tokens, opened)
            }
            // 3. The claims, decrypted. A page cannot verify plain ones.
            State::FetchingUserinfo(tokens, id_token) => {
                let UserinfoAnswer::Token(compact) = userinfo::read(&self.provider, &given.answer()?)? else {
                    return Err(Error::at(Code::TokenNotSigned, "userinfo"));
                };
                let opened = self.our_keys.open(&self.provider, &compact, lent.random)?;
                self.open_userinfo(tokens, id_token, opened, lent.now)
            }
            State::OpeningUserinfo(tokens, id_token, opening) => {
                let opened = opening.next(given.octets()?)?;
                self.open_userinfo(tokens, id_token, opened, lent.now)
            }
        }
    }

    /// The body of the answer to the page, once [`PageExchange::next`] has said [`Ask::Done`].
    ///
    /// # Errors
    /// `internal` where it has not.
    pub fn finish(self) -> Result<String> {
        self.at.finish()
    }

    /// The step that asked last, or that failed.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.at.step
    }

    fn open_id_token(&mut self, tokens: PageTokens, opened: Opened) -> Result<Ask> {
        match opened {
            Opened::Asked(opening, operation) => {
                self.at.wait(State::OpeningIdToken(tokens, opening), Ask::Host { step: Step::IdToken, operation })
            }
            Opened::Signed(id_token) => self.fetch_userinfo(tokens, id_token),
        }
    }

    fn open_userinfo(&mut self, tokens: PageTokens, id_token: SignedToken, opened: Opened, now: i64) -> Result<Ask> {
        match opened {
            Opened::Asked(opening, operation) => {
                self.at.wait(State::OpeningUserinfo(tokens, id_token, opening), Ask::Host { step: Step::Userinfo, operation })
            }
            Opened::Signed(userinfo) => self.done(&tokens, &id_token, &userinfo, now),
        }
    }

    /// Asks for the claims, once the ID token answers the page's login.
    fn fetch_userinfo(&mut self, tokens: PageTokens, id_token: SignedToken) -> Result<Ask> {
        let request = tokens.userinfo_request(&self.provider, &id_token)?;
        self.at.step = Step::Userinfo;
        let request = request.ok_or(Error::at(Code::DiscoveryUnsupported, "userinfo_endpoint"))?;
        self.at.wait(State::FetchingUserinfo(tokens, id_token), Ask::Send { step: Step::Userinfo, request })
    }

    fn done(&mut self, tokens: &PageTokens, id_token: &SignedToken, userinfo: &SignedToken, now: i64) -> Result<Ask> {
        let body = tokens.answer(self.provider.algorithm, id_token, userinfo, now)?;
        self.at.done(body)
    }
}
