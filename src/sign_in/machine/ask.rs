//! The words between a machine and its host.
//!
//! Comes in: nothing. Goes out: the types of questions and answers. Never: a decision.

use crate::base::error::{Code, Result};
use crate::base::http::{HttpAnswer, HttpRequest};
use crate::base::redacted::redacted_debug;
use crate::jose::jwk::VerificationKeys;
use crate::jose::operation::Operation;

/// Which step of a sign-in asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The code against tokens.
    Token,
    /// The ID token, decrypted and verified.
    IdToken,
    /// The claims, fetched, decrypted and verified.
    Userinfo,
    /// A page's request to its own Worker, which does all of that except the verification.
    Exchange,
}

impl Step {
    /// Its name in events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::IdToken => "id_token",
            Self::Userinfo => "userinfo",
            Self::Exchange => "exchange",
        }
    }
}

/// What a machine asks its host to do.
#[derive(Debug)]
pub enum Ask {
    /// To send this request, once. Given back: [`Given::Answer`].
    Send {
        /// The step that asks.
        step: Step,
        /// What to send.
        request: HttpRequest,
    },
    /// To do this by the host's cryptography. Given back: [`Given::Octets`], of a verification [`Given::Verdict`].
    Host {
        /// The step that asks.
        step: Step,
        /// What to do.
        operation: Operation,
    },
    /// To give the provider's key set. Given back: [`Given::Keys`].
    Keys {
        /// The step that asks.
        step: Step,
        /// Whether only a set counts that is newer than the one given last.
        newer: bool,
    },
    /// Nothing more: the result can be taken out of the machine.
    Done,
}

/// What came of an [`Ask`].
#[derive(Clone, Copy)]
pub enum Given<'a> {
    /// Nothing was asked yet.
    Start,
    /// The answer to a request.
    Answer(HttpAnswer<'a>),
    /// The octets of an operation; `None` where it failed. Nobody learns why it failed (RFC 7516 §11.5).
    Octets(Option<&'a [u8]>),
    /// Whether a signature holds; `None` where the host cannot say it.
    Verdict(Option<bool>),
    /// A key set; `None` where a newer one was asked for and there is none.
    Keys(Option<&'a VerificationKeys>),
}

redacted_debug!(Given<'_>: Start, Answer, Octets, Verdict, Keys);

/// What the host lends for one step.
#[derive(Clone, Copy)]
pub struct Lent {
    /// Seconds since the epoch.
    pub now: i64,
    /// Seconds by a monotonic clock. Only [`SignIn::on_device`](super::SignIn::on_device) and the page's half read it.
    pub steady: i64,
    /// The answer's `Date` header, in seconds since the epoch; `None` where the host cannot read it.
    pub dated: Option<i64>,
    /// Fresh random bytes: they stand in for a content key that cannot be had (RFC 7516 §11.5).
    pub random: [u8; 32],
}

redacted_debug!(Lent { now });

impl Lent {
    /// What a server lends: its own clock is right.
    #[must_use]
    pub const fn new(now: i64, random: [u8; 32]) -> Self {
        Self { now, steady: now, dated: None, random }
    }

    /// 16 of the random bytes, for a `jti`: at a machine's beginning nothing else needs them.
    pub(crate) fn unique(&self) -> [u8; 16] {
        self.random.first_chunk().copied().unwrap_or_default()
    }
}

impl<'a> Given<'a> {
    pub(crate) fn answer(self) -> Result<HttpAnswer<'a>> {
        if let Self::Answer(answer) = self { Ok(answer) } else { Err(Code::Internal.into()) }
    }

    pub(crate) fn octets(self) -> Result<Option<&'a [u8]>> {
        if let Self::Octets(octets) = self { Ok(octets) } else { Err(Code::Internal.into()) }
    }

    pub(crate) fn verdict(self) -> Result<Option<bool>> {
        if let Self::Verdict(verdict) = self { Ok(verdict) } else { Err(Code::Internal.into()) }
    }

    pub(crate) fn keys(self) -> Result<Option<&'a VerificationKeys>> {
        if let Self::Keys(keys) = self { Ok(keys) } else { Err(Code::Internal.into()) }
    }
}
