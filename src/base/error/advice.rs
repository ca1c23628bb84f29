//! What the person at the screen is told, in French and English.
//!
//! Comes in: the advice that belongs to a code, and a language. Goes out: a constant text. Never: which check failed; she needs to know what
//! to do.

/// The languages in which a person can be addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// What a person at the screen can be told. Many codes share one text: she needs to know what to do, not which check failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// She gave up, or the provider could not confirm who she is.
    NotConfirmed,
    /// The means of identification is weaker than the service demands.
    LevelTooLow,
    /// The login took too long, or its answer was used already.
    StartAgain,
    /// The provider's time for this sign-in was over before it was complete.
    TooLate,
    /// The answer belongs to a login that this browser does not know.
    OtherBrowser,
    /// The provider does not answer, or asks for patience.
    ProviderDown,
    /// The answer did not pass verification.
    NotTrusted,
    /// Service or provider is misconfigured, or at fault.
    ServiceFault,
    /// Nobody is signed in.
    SignedOut,
    /// The browser keeps something back that a sign-in needs.
    BrowserBlocked,
    /// The page could not reach the service.
    Network,
    /// The clock of her computer or telephone is wrong.
    ClockWrong,
}

impl Advice {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NotConfirmed,
        Self::LevelTooLow,
        Self::StartAgain,
        Self::TooLate,
        Self::OtherBrowser,
        Self::ProviderDown,
        Self::NotTrusted,
        Self::ServiceFault,
        Self::SignedOut,
        Self::BrowserBlocked,
        Self::Network,
        Self::ClockWrong,
    ];

    /// Its text.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (fr, en) = match self {
            Self::NotConfirmed => (
                "La connexion a été interrompue, ou votre identité n’a pas pu être confirmée. Vous pouvez réessayer, au besoin avec un autre compte.",
                "The sign-in was interrupted, or your identity could not be confirmed. You can try again, if need be with another account.",
            ),
            Self::LevelTooLow => (
                "Ce service demande un moyen d’identification d’un niveau de garantie plus élevé. Réessayez avec un autre compte.",
                "This service asks for a means of identification with a higher level of assurance. Try again with another account.",
            ),
            Self::StartAgain => (
                "La connexion a pris trop de temps ou a déjà été utilisée. Recommencez depuis le début.",
                "The sign-in took too long or was already used. Please start again.",
            ),
            Self::TooLate => (
                "La connexion n’a pas pu être terminée dans le temps que le service d’identification accorde. Identifiez-vous à nouveau.",
                "The sign-in could not be completed within the time that the identification service allows. Please sign in again.",
            ),
            Self::OtherBrowser => (
                "Cette connexion n’a pas été commencée dans ce navigateur, ou elle est déjà terminée. Recommencez depuis le début, cookies autorisés.",
                "This sign-in was not started in this browser, or it is over already. Please start again, with cookies allowed.",
            ),
            Self::ProviderDown => (
                "Le service d’identification ne répond pas pour le moment. Réessayez dans quelques minutes.",
                "The identification service does not answer at the moment. Try again in a few minutes.",
            ),
            Self::NotTrusted => (
                "La réponse du service d’identification n’a pas pu être vérifiée. Par sécurité, aucune session n’a été ouverte. Si cela se répète, prévenez le service.",
                "The answer of the identification service could not be verified. For your security, you are not signed in. If it happens again, tell the service.",
            ),
            Self::ServiceFault => (
                "La connexion est impossible à cause d’une erreur technique du service. Si elle se répète, prévenez le service.",
                "Signing in is not possible because of a technical fault of the service. If it happens again, tell the service.",
            ),
            Self::SignedOut => ("Aucune session n’est ouverte.", "You are not signed in."),
            Self::BrowserBlocked => (
                "Votre navigateur bloque ce dont la connexion a besoin (cookies, stockage ou WebAssembly). Vérifiez ses réglages, puis réessayez.",
                "Your browser blocks what signing in needs (cookies, storage or WebAssembly). Check its settings, then try again.",
            ),
            Self::Network => (
                "Le service n’a pas pu être joint. Vérifiez votre connexion à internet, puis réessayez.",
                "The service could not be reached. Check your internet connection, then try again.",
            ),
            Self::ClockWrong => (
                "L’heure de votre appareil semble fausse : la connexion n’a pas pu être vérifiée. Réglez la date et l’heure, puis recommencez.",
                "The clock of your device seems to be wrong: the sign-in could not be verified. Set date and time, then start again.",
            ),
        };
        match language {
            Language::Fr => fr,
            Language::En => en,
        }
    }
}
