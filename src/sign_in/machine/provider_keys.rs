//! The provider's keys, as one sign-in asks for them: those at hand, and newer ones where theirs may be too old for a token.
//!
//! Comes in: a key set that the host gave, a verification. Goes out: its outcome, or that newer keys are wanted. Never: a look for them. How
//! often one is made, the host says: anyone can make tokens that name an unknown key (N15).

use super::Given;
use crate::base::error::{Code, Error, Result};
use crate::base::limits;
use crate::jose::jwk::VerificationKeys;

/// What this sign-in has seen of the provider's keys.
#[derive(Debug, Default)]
pub(crate) struct ProviderKeys {
    /// How often newer keys were asked for.
    asked: usize,
    /// Why they were asked for last.
    missed: Option<Error>,
}

impl ProviderKeys {
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

/// The token names a key that we do not have; it names none, and we have several of which some may be gone; or its key's name is an old one
/// that was given to another key (N85).
const fn may_lie_with_old_keys(code: Code) -> bool {
    matches!(code, Code::KeyUnknown | Code::KeyAmbiguous | Code::SignatureInvalid)
}
