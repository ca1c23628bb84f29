//! Providers as data: what each kind of provider takes, gives and promises.
//!
//! Comes in: the name of a preset, or an issuer. Goes out: constants. Never: behaviour that depends on a provider's name. The steps read the
//! fields of a preset, so a new provider is a new table in this folder.

mod franceconnect;
mod franceconnect_plus;
mod oidc;
mod proconnect;

use alloc::vec::Vec;

pub use franceconnect::{FRANCECONNECT, FRANCECONNECT_PRODUCTION, FRANCECONNECT_SANDBOX};
pub use franceconnect_plus::{FRANCECONNECT_PLUS, FRANCECONNECT_PLUS_INTEGRATION, FRANCECONNECT_PLUS_PRODUCTION};
pub use oidc::OIDC;
pub use proconnect::{PROCONNECT, PROCONNECT_INTEGRATION, PROCONNECT_PRODUCTION};

use crate::base::limits;
use crate::jose::SigningAlgorithm;

/// Claims by groups: a scope, or a kind of identity, that stands for several groups names each of them.
pub type ClaimGroups = &'static [&'static [&'static str]];

/// A kind of provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name in `FC_PRESET`.
    pub name: &'static str,
    /// The issuer, where the preset stands for one environment.
    pub issuer: Option<&'static str>,
    /// More issuers of that environment: a former one, or the same on another network.
    pub other_issuers: &'static [&'static str],
    /// The parameters that its authorization endpoint takes; `None`: any.
    pub parameters: Option<&'static [&'static str]>,
    /// The values that it takes for `prompt`; `None`: those of OpenID Connect Core §3.1.2.1.
    pub prompts: Option<&'static [&'static str]>,
    /// Whether PKCE's challenge is sent. Where it is not, state, nonce and client authentication bind the code.
    pub sends_pkce: bool,
    /// Whether a sign-out names the client beside the ID token (RP-Initiated Logout 1.0 §2), for a provider that does not tell it from there.
    pub logout_names_client: bool,
    /// The client authentication methods that it takes, by their registered names. [`Preset::takes_public_clients`] follows from them.
    pub authentication_methods: &'static [&'static str],
    /// The algorithms that it signs with, of which a deployment takes one; the first where the deployer says nothing.
    pub signing_algorithms: &'static [SigningAlgorithm],
    /// The least bytes of a client secret.
    pub client_secret_bytes: usize,
    /// Its levels of assurance, and how they compare.
    pub levels: Levels,
    /// The level demanded where the deployer says nothing.
    pub default_acr: Option<&'static str>,
    /// The scope requested where the deployer says nothing.
    pub default_scope: &'static str,
    /// Whether ID token and userinfo come encrypted to us.
    pub encrypts: bool,
    /// Whether userinfo comes as a signed token; else as plain JSON over TLS.
    pub signs_userinfo: bool,
    /// Whether every ID token says when the person was authenticated.
    pub tells_auth_time: bool,
    /// Seconds from the person's last click at the provider within which a sign-in must be complete, code and userinfo; `None`: not known.
    pub grant_seconds: Option<u32>,
    /// Whether it takes redirect URIs only over https and only at hosts with a dot in their name: no `localhost`.
    pub dotted_hosts: bool,
    /// The claims that each scope grants.
    pub scopes: &'static [(&'static str, ClaimGroups)],
    /// How its claims become an identity.
    pub vocabulary: Vocabulary,
    /// How an identity's origin is told; `None`: the provider has no such distinction.
    pub origins: Option<&'static Origins>,
}

/// How an identity that a French provider established is told from one of another Member State.
#[derive(Debug, PartialEq, Eq)]
pub struct Origins {
    /// The words of `amr` that name a French one.
    pub french: &'static [&'static str],
    /// The words of `amr` that name a European one.
    pub european: &'static [&'static str],
    /// The claim that each French identity has and no European one. It tells the origin where `amr` does not.
    pub french_claim: &'static str,
    /// The claims that no European identity has, whatever scope was granted.
    pub never_european: ClaimGroups,
}

/// Levels of assurance, the values of `acr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Levels {
    /// The lowest first: a demand is for one, and a higher one will do.
    Ordered(&'static [&'static str]),
    /// Without an order: a demand lists every level that will do, with spaces between, and is made by the parameter `claims`, as an essential one.
    Set(&'static [&'static str]),
    /// None that we know: a demand is for one value, and that one alone will do.
    Unknown,
}

/// What the claims `family_name` and `preferred_username` mean with a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// FranceConnect's: birth name, and usual name; dates may be presumed, places are INSEE codes.
    IdentitePivot,
    /// FranceConnect's: the register's identity, in which days that it does not know are written `-01`; `idp_birthdate` tells them.
    RegisterPivot,
    /// ProConnect's: an agent, or a professional, of an organisation.
    Agent,
    /// OpenID Connect's own (Core §5.1): `family_name` is the name in use, and `preferred_username` a login.
    OpenIdConnect,
}

impl Vocabulary {
    /// What JavaScript calls a person of its.
    #[must_use]
    pub const fn person(self) -> &'static str {
        if matches!(self, Self::Agent) { "agent" } else { "identity" }
    }
}

/// All of them.
pub const ALL: [&Preset; 10] = [
    &FRANCECONNECT_PLUS,
    &FRANCECONNECT_PLUS_INTEGRATION,
    &FRANCECONNECT_PLUS_PRODUCTION,
    &FRANCECONNECT,
    &FRANCECONNECT_SANDBOX,
    &FRANCECONNECT_PRODUCTION,
    &PROCONNECT,
    &PROCONNECT_INTEGRATION,
    &PROCONNECT_PRODUCTION,
    &OIDC,
];

/// The names of [`ALL`], for an error that says what was expected.
#[cfg(any(test, feature = "worker"))]
macro_rules! names {
    () => {
        concat!(
            "franceconnect-plus, franceconnect-plus-integration, franceconnect-plus-production, franceconnect, franceconnect-sandbox, ",
            "franceconnect-production, proconnect, proconnect-integration, proconnect-production or oidc"
        )
    };
}
#[cfg(feature = "worker")]
pub(crate) use names;

/// The preset of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Preset> {
    ALL.into_iter().find(|preset| preset.name == name)
}

/// The preset of the environment that has this issuer, if there is one: a real one, whatever preset was chosen for it.
#[must_use]
pub fn environment(issuer: &str) -> Option<&'static Preset> {
    ALL.into_iter().find(|preset| preset.is_environment_of(issuer))
}

/// The claims that these granted scopes promise, each once, in the order of the table.
pub(crate) fn promised<'a>(preset: &'static Preset, granted: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'static str> + 'a {
    let mut claims = Vec::new();
    for (_, groups) in preset.scopes.iter().filter(|(scope, _)| granted(scope)) {
        for claim in groups.iter().copied().flatten() {
            if !claims.contains(claim) {
                claims.push(*claim);
            }
        }
    }
    claims.into_iter()
}

impl Preset {
    /// Whether a client may have no credentials at all, so that a page can redeem its code itself, bound by PKCE alone. Where it may not, a
    /// page's code is redeemed by its Worker.
    #[must_use]
    pub fn takes_public_clients(&self) -> bool {
        self.authentication_methods.contains(&"none")
    }

    /// Whether the issuer is one of the environment that the preset stands for.
    fn is_environment_of(&self, issuer: &str) -> bool {
        self.issuer == Some(issuer) || self.other_issuers.contains(&issuer)
    }

    /// Whether the issuer is one of a known environment, and not of the one that this preset stands for (N87).
    #[must_use]
    pub fn is_foreign(&self, issuer: &str) -> bool {
        self.issuer.is_some() && !self.is_environment_of(issuer) && environment(issuer).is_some()
    }

    /// Whether this can be demanded: one of the preset's levels; of a set, any of them; where none is known, any single value (`acr_values` is a
    /// list with spaces between, and a list is no level).
    #[must_use]
    pub fn knows_acr(&self, acr: &str) -> bool {
        match self.levels {
            Levels::Ordered(known) => known.contains(&acr),
            Levels::Set(known) => acr.split(' ').all(|level| known.contains(&level)),
            Levels::Unknown => (1..=limits::HINT_CHARS).contains(&acr.len()) && acr.bytes().all(|byte| byte.is_ascii_graphic()),
        }
    }

    /// Whether `reached` will do for `demanded`: both known, and not lower in the preset's order; of a set, each of the one among those of the other;
    /// else equal.
    #[must_use]
    pub fn acr_satisfies(&self, reached: &str, demanded: &str) -> bool {
        match self.levels {
            Levels::Ordered(known) => {
                let rank = |acr: &str| known.iter().position(|value| *value == acr);
                matches!((rank(reached), rank(demanded)), (Some(reached), Some(demanded)) if reached >= demanded)
            }
            // N82: however strong, a level that is not listed is none.
            Levels::Set(_) => self.knows_acr(reached) && reached.split(' ').all(|level| demanded.split(' ').any(|listed| listed == level)),
            Levels::Unknown => reached == demanded,
        }
    }
}

#[cfg(test)]
mod tests;
