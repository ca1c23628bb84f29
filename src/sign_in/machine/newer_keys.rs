//! The provider's keys, as one sign-in asks for them: first those at hand, then newer ones where those may be too old for the token.
//!
//! Comes in: a key set that the host gave, a verification. Goes out: its outcome, or that newer keys are wanted. Never: a request for keys.
//! The host limits how often it looks for newer ones: anyone can make tokens that name an unknown key (N15).

use super::Given;
use crate::base::error::{Code, Error, Result};
use crate::base::limits;
use crate::jose::jwk::VerificationKeys;

/// What this sign-in has seen of the provider's keys.
#[derive(Debug, Default)]
pub(crate) struct NewerKeys {
    /// How often newer keys were asked for.
    asked: usize,
    /// Why they were asked for last.
    missed: Option<Error>,
}

impl NewerKeys {
    /// Verifies with the keys that were given; `None` where newer ones must be asked for.
    ///
    /// # Errors
    /// Those of `verify`; where there are no newer keys, the error that made us ask for them.
    pub(crate) fn try_with<T>(&mut self, given: Given<'_>, verify: impl FnOnce(&VerificationKeys) -> Result<T>) -> Result<Option<T>> {
        let Some(keys) = given.keys()? else { return Err(self.missed.unwrap_or(Code::Internal.into())) };
        match verify(keys) {
            Err(error) if self.asked < limits::NEWER_KEY_SETS && may_lie_with_old_keys(error.code()) => {
                self.asked = self.asked.saturating_add(1);
                self.missed = Some(error);
                Ok(None)
            }
            outcome => outcome.map(Some),
        }
    }
}

/// Newer keys may help where the token names a key that we do not have, where it names none and several may fit, and where the provider may
/// have given an old name to a new key (N85).
const fn may_lie_with_old_keys(code: Code) -> bool {
    matches!(code, Code::KeyUnknown | Code::KeyAmbiguous | Code::SignatureInvalid)
}
