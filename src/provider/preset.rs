//! Providers as data: what each kind of provider takes, gives and promises.
//!
//! Comes in: nothing. Goes out: constants. Never: behaviour; the steps read these tables, and none asks for a provider's name.

use crate::base::limits;

/// A kind of provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name in `FC_PRESET`.
    pub name: &'static str,
    /// The issuer, where the preset stands for one environment.
    pub issuer: Option<&'static str>,
    /// The parameters that its authorization endpoint takes; `None`: any.
    pub parameters: Option<&'static [&'static str]>,
    /// The values that it takes for `prompt`; `None`: any.
    pub prompts: Option<&'static [&'static str]>,
    /// Whether PKCE's challenge is sent. Where it is not, state, nonce and client authentication bind the code.
    pub pkce: bool,
    /// Levels of assurance, the lowest first; empty: the provider has none that we know, and `acr` is not checked unless one is demanded.
    pub acr_values: &'static [&'static str],
    /// The level demanded where the deployer says nothing.
    pub default_acr: Option<&'static str>,
    /// The scope requested where the deployer says nothing.
    pub default_scope: &'static str,
    /// Whether ID token and userinfo come encrypted to us.
    pub encrypted: bool,
    /// Whether userinfo comes as a signed token; else as plain JSON over TLS.
    pub userinfo_signed: bool,
    /// Whether every ID token says when the person was authenticated.
    pub tells_auth_time: bool,
    /// Seconds from the person's last click at the provider within which a sign-in must be complete, code and userinfo; `None`: not known.
    pub grant_seconds: Option<u32>,
    /// Whether it takes redirect URIs at hosts with a dot alone, over https: no `localhost`.
    pub dotted_hosts: bool,
    /// Bytes of a client secret at the least.
    pub client_secret_bytes: usize,
    /// The claims that each scope grants.
    pub scopes: &'static [(&'static str, &'static [&'static str])],
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
    /// The claims that no European identity has. No scope promises them for it.
    pub never_european: &'static [&'static str],
}

/// What the claims `family_name` and `preferred_username` mean with a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// FranceConnect's: birth name, and usual name; dates may be presumed, places are INSEE codes.
    IdentitePivot,
    /// OpenID Connect's own (Core §5.1): `family_name` is the name in use, and `preferred_username` a login.
    OpenIdConnect,
}

const GIVEN_NAMES: &[&str] = &["given_name"];
const FAMILY_NAME: &[&str] = &["family_name"];
const BIRTHDATE: &[&str] = &["birthdate"];
const GENDER: &[&str] = &["gender"];
const BIRTHPLACE: &[&str] = &["birthplace"];
const BIRTHCOUNTRY: &[&str] = &["birthcountry"];

/// The scopes of FranceConnect+ and the claims that each grants.
const FC_SCOPES: &[(&str, &[&str])] = &[
    ("openid", &["sub"]),
    ("given_name", GIVEN_NAMES),
    ("family_name", FAMILY_NAME),
    ("birthdate", BIRTHDATE),
    ("gender", GENDER),
    ("birthplace", BIRTHPLACE),
    ("birthcountry", BIRTHCOUNTRY),
    ("preferred_username", &["preferred_username"]),
    ("email", &["email"]),
    ("amr", &["amr"]),
    ("profile", &["given_name", "family_name", "birthdate", "gender", "preferred_username"]),
    ("birth", &["birthplace", "birthcountry"]),
    ("identite_pivot", &["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"]),
    ("rnipp_given_name", &["given_name", "rnipp_given_name", "rnipp_given_name_array"]),
    ("rnipp_family_name", &["family_name", "rnipp_family_name"]),
    ("rnipp_birthdate", &["birthdate", "rnipp_birthdate"]),
    ("rnipp_gender", &["gender", "rnipp_gender"]),
    ("rnipp_birthplace", &["birthplace", "rnipp_birthplace"]),
    ("rnipp_birthcountry", &["birthcountry", "rnipp_birthcountry"]),
    (
        "rnipp_profile",
        &[
            "given_name",
            "family_name",
            "birthdate",
            "gender",
            "preferred_username",
            "rnipp_given_name",
            "rnipp_given_name_array",
            "rnipp_family_name",
            "rnipp_birthdate",
            "rnipp_gender",
        ],
    ),
    ("rnipp_birth", &["birthplace", "birthcountry", "rnipp_birthplace", "rnipp_birthcountry"]),
    (
        "rnipp_identite_pivot",
        &[
            "given_name",
            "family_name",
            "birthdate",
            "gender",
            "birthplace",
            "birthcountry",
            "rnipp_given_name",
            "rnipp_given_name_array",
            "rnipp_family_name",
            "rnipp_birthdate",
            "rnipp_gender",
            "rnipp_birthplace",
            "rnipp_birthcountry",
        ],
    ),
];

/// The two origins of FranceConnect+'s identities. Its source writes `fc` in `amr`, its older documentation `fr`.
const FC_ORIGINS: Origins = Origins {
    french: &["fc", "fr"],
    european: &["eidas"],
    french_claim: "birthcountry",
    never_european: &[
        "birthcountry",
        "email",
        "rnipp_given_name",
        "rnipp_given_name_array",
        "rnipp_family_name",
        "rnipp_birthdate",
        "rnipp_gender",
        "rnipp_birthplace",
        "rnipp_birthcountry",
    ],
};

/// FranceConnect+, whatever the issuer's host: production, integration, or a stand-in.
pub const FRANCECONNECT_PLUS: Preset = Preset {
    name: "franceconnect-plus",
    issuer: None,
    // Its server refuses any other parameter, PKCE's among them, although its discovery document advertises S256.
    parameters: Some(&[
        "client_id",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "nonce",
        "acr_values",
        "prompt",
        "claims",
        "idp_hint",
        "ui_locales",
    ]),
    prompts: Some(&["login", "consent"]),
    pkce: false,
    acr_values: &["eidas2", "eidas3"],
    default_acr: Some("eidas2"),
    default_scope: "openid identite_pivot email preferred_username",
    encrypted: true,
    userinfo_signed: true,
    tells_auth_time: true,
    grant_seconds: Some(30),
    dotted_hosts: false,
    client_secret_bytes: 32,
    scopes: FC_SCOPES,
    vocabulary: Vocabulary::IdentitePivot,
    origins: Some(&FC_ORIGINS),
};

/// FranceConnect+'s integration environment.
pub const FRANCECONNECT_PLUS_INTEGRATION: Preset = Preset {
    name: "franceconnect-plus-integration",
    issuer: Some("https://auth.integ01.dev-franceconnect.fr/api/v2"),
    dotted_hosts: true,
    ..FRANCECONNECT_PLUS
};

/// FranceConnect+ in production.
pub const FRANCECONNECT_PLUS_PRODUCTION: Preset = Preset {
    name: "franceconnect-plus-production",
    issuer: Some("https://auth.franceconnect.gouv.fr/api/v2"),
    dotted_hosts: true,
    ..FRANCECONNECT_PLUS
};

/// Any OpenID provider that signs with ES256. PKCE is always on.
pub const OIDC: Preset = Preset {
    name: "oidc",
    issuer: None,
    parameters: None,
    prompts: None,
    pkce: true,
    acr_values: &[],
    default_acr: None,
    default_scope: "openid profile email",
    encrypted: false,
    userinfo_signed: false,
    tells_auth_time: false,
    grant_seconds: None,
    dotted_hosts: false,
    client_secret_bytes: 1,
    // OpenID Connect Core §5.4. What `profile` promises is optional claim by claim, so its absence is nothing to report.
    scopes: &[("openid", &["sub"]), ("email", &["email"])],
    vocabulary: Vocabulary::OpenIdConnect,
    origins: None,
};

/// All of them.
pub const ALL: [&Preset; 4] = [&FRANCECONNECT_PLUS, &FRANCECONNECT_PLUS_INTEGRATION, &FRANCECONNECT_PLUS_PRODUCTION, &OIDC];

/// The preset of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Preset> {
    ALL.into_iter().find(|preset| preset.name == name)
}

/// The preset of the environment that has this issuer, if there is one: a real one, whatever preset was chosen for it.
#[must_use]
pub fn environment(issuer: &str) -> Option<&'static Preset> {
    ALL.into_iter().find(|preset| preset.issuer == Some(issuer))
}

/// The claims that these granted scopes promise, each once, in the order of the table.
pub(crate) fn promised<'a>(preset: &'static Preset, granted: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'static str> + 'a {
    let mut told = alloc::vec::Vec::new();
    for claim in preset.scopes.iter().filter(|(scope, _)| granted(scope)).flat_map(|(_, claims)| *claims) {
        if !told.contains(claim) {
            told.push(*claim);
        }
    }
    told.into_iter()
}

impl Preset {
    /// Whether this level can be demanded: one of the preset's; where it has none, any single value (`acr_values` is a list with spaces
    /// between, and a list is no level).
    #[must_use]
    pub fn knows_acr(&self, acr: &str) -> bool {
        match self.acr_values {
            [] => (1..=limits::HINT_CHARS).contains(&acr.len()) && acr.bytes().all(|byte| byte.is_ascii_graphic()),
            known => known.contains(&acr),
        }
    }

    /// Whether `reached` is at least `demanded`: both known, and not lower in the preset's order; equal where the preset has no order.
    #[must_use]
    pub fn acr_satisfies(&self, reached: &str, demanded: &str) -> bool {
        if self.acr_values.is_empty() {
            return reached == demanded;
        }
        let rank = |acr: &str| self.acr_values.iter().position(|value| *value == acr);
        matches!((rank(reached), rank(demanded)), (Some(reached), Some(demanded)) if reached >= demanded)
    }
}

#[cfg(test)]
mod tests;
