//! What a sign-in comes to: everything of one person, of one provider.
//!
//! Comes in: what the machine verified. Goes out: who she is, how surely, where she wanted to go. Never: a value of another sign-in; only a
//! machine makes one.

use alloc::string::String;
use alloc::sync::Arc;

use crate::base::redacted::redacted_debug;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::identity::{self, Assurance, Facts, Identity, Person};
use crate::provider::Provider;
use crate::sign_in::claims::{IdToken, Userinfo};

/// A person whom the provider vouched for.
pub struct SignedIn {
    pub(crate) provider: Arc<Provider>,
    pub(crate) granted: Scope,
    pub(crate) id_token: IdToken,
    pub(crate) userinfo: Userinfo,
    pub(crate) return_to: String,
}

redacted_debug!(SignedIn);

impl SignedIn {
    /// Who she is, by her civil status.
    #[must_use]
    pub fn identity(&self) -> Identity {
        identity::normalise(self.facts())
    }

    /// Whom the sign-in was of, by the provider's vocabulary.
    #[must_use]
    pub fn person(&self) -> Person {
        Person::of(self.facts())
    }

    fn facts(&self) -> Facts<'_> {
        let Self { provider, granted, id_token: IdToken { issuer, sub, amr, .. }, userinfo, .. } = self;
        Facts { preset: provider.preset, issuer, sub, granted, amr: amr.as_deref(), claims: &userinfo.claims }
    }

    /// How surely she was authenticated.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        self.id_token.assurance()
    }

    /// The inner ID token: a sign-out at the provider needs it ([`crate::sign_in::logout`]).
    #[must_use]
    pub const fn id_token(&self) -> &Secret {
        self.id_token.jws()
    }

    /// Where she wanted to go: a path of our own origin.
    #[must_use]
    pub fn return_to(&self) -> &str {
        &self.return_to
    }
}
