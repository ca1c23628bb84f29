//! The algorithms that a provider may sign with, of which a deployment takes exactly one (`FC_SIGNING_ALG`).
//!
//! Comes in: a name. Goes out: [`SigningAlgorithm`]. Never: a choice by a token, whose header may only name what was chosen before it came
//! (RFC 8725 §3.1).

/// A signing algorithm (RFC 7518 §3.1, RFC 8037 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningAlgorithm {
    /// ECDSA on P-256 with SHA-256. This library's own code verifies it.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256. The host verifies it, and the others below.
    Rs256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 octets.
    Ps256,
    /// EdDSA on Ed25519.
    EdDsa,
}

impl SigningAlgorithm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Es256, Self::Rs256, Self::Ps256, Self::EdDsa];

    /// The names that tokens, keys and discovery documents have for it. RFC 9864 §2.2 gives `EdDSA` on this curve a name of its own.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Es256 => &["ES256"],
            Self::Rs256 => &["RS256"],
            Self::Ps256 => &["PS256"],
            Self::EdDsa => &["EdDSA", "Ed25519"],
        }
    }

    /// The first of [`SigningAlgorithm::names`].
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// Whether `name` is one of [`SigningAlgorithm::names`], to the letter.
    #[must_use]
    pub fn is_named(self, name: &str) -> bool {
        self.names().contains(&name)
    }

    /// The algorithm of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.is_named(name))
    }
}
