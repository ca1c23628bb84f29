//! The provider's keys, as one sign-in asks for them: first those at hand, then newer ones where those may be too old for the token.
//!
//! Comes in: a token, a key set that the host gave, the host's verdict where the algorithm is its own. Goes out: the token, verified, or what is
//! to be asked for next. Never: a request for keys. The host limits how often it looks for newer ones: anyone can make tokens that name an
//! unknown key (N15).

use alloc::boxed::Box;

use super::{Ask, Given, Step};
use crate::base::error::{Code, Error, Result};
use crate::base::limits;
use crate::jose::SignedToken;
use crate::jose::jws::{self, Unproven, Verified};

/// What this sign-in has seen of the provider's keys.
#[derive(Debug, Default)]
pub(crate) struct NewerKeys {
    /// How often newer keys were asked for.
    asked: usize,
    /// Why they were asked for last.
    missed: Option<Error>,
}

/// A token that waits for keys, or for the host's verdict.
#[derive(Debug)]
pub(crate) enum Proving {
    Keys(SignedToken),
    Verdict(Box<(SignedToken, Unproven)>),
}

/// What came of a step of [`NewerKeys::prove`].
pub(crate) enum Proof {
    Holds(Verified),
    Asks(Proving, Ask),
}

impl NewerKeys {
    /// Goes on with the keys that were given, or the verdict.
    ///
    /// # Errors
    /// Those of [`jws::prove`] and [`Unproven::finish`]; where there are no newer keys, the error that made us ask for them.
    pub(crate) fn prove(&mut self, step: Step, proving: Proving, given: Given<'_>) -> Result<Proof> {
        let (token, proof) = match proving {
            Proving::Verdict(waiting) => {
                let (token, unproven) = *waiting;
                (token, unproven.finish(given.verdict()?).map(jws::Proof::Holds))
            }
            Proving::Keys(token) => {
                let Some(keys) = given.keys()? else { return Err(self.missed.unwrap_or(Code::Internal.into())) };
                let proof = jws::prove(token.compact(), keys);
                (token, proof)
            }
        };
        match proof {
            Ok(jws::Proof::Holds(verified)) => Ok(Proof::Holds(verified)),
            Ok(jws::Proof::Asked(unproven, operation)) => {
                Ok(Proof::Asks(Proving::Verdict(Box::new((token, unproven))), Ask::Host { step, operation }))
            }
            Err(error) if self.asked < limits::NEWER_KEY_SETS && may_lie_with_old_keys(error.code()) => {
                self.asked = self.asked.saturating_add(1);
                self.missed = Some(error);
                Ok(Proof::Asks(Proving::Keys(token), Ask::Keys { step, newer: true }))
            }
            Err(error) => Err(error),
        }
    }
}

/// Newer keys may help where the token names a key that we do not have, where it names none and several may fit, and where the provider may
/// have given an old name to a new key (N85).
const fn may_lie_with_old_keys(code: Code) -> bool {
    matches!(code, Code::KeyUnknown | Code::KeyAmbiguous | Code::SignatureInvalid)
}
