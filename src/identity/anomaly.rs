//! What was odd about a claim: its name and a stable code.
//!
//! Comes in: a finding of one of the readers. Goes out: [`Anomaly`], as JavaScript gets it.
//! Never: the odd value. It stays in [`raw`](super::Identity::raw), and an anomaly can be logged as it is.

use serde::{Serialize, Serializer};

/// A claim that came in another form than the one documented for it. The sign-in stands: the signature vouches for the
/// claim, and the anomaly says how far it could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Anomaly {
    /// The claim's name, as the provider writes it.
    pub claim: &'static str,
    /// What is odd about it.
    pub code: AnomalyCode,
}

impl Anomaly {
    pub(super) const fn new(claim: &'static str, code: AnomalyCode) -> Self {
        Self { claim, code }
    }
}

macro_rules! anomaly_codes {
    ($( $(#[$doc:meta])* $name:ident = $text:literal; )*) => {
        /// What can be odd about a claim. The snake_case names are stable: other people's code matches on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum AnomalyCode { $( $(#[$doc])* $name, )* }

        impl AnomalyCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }
        }
    };
}

anomaly_codes! {
    /// `null`, an empty list, or a text of nothing but white space, where the claim should have been left out
    /// (OpenID Connect Core §5.3.2). The field is absent. With FranceConnect+ two empty claims are no anomaly: an empty usual name says that
    /// there is none, and an empty birthplace that it is abroad.
    Empty = "empty";
    /// A number, a list or anything else in place of a text. The field is absent.
    NotAString = "not_a_string";
    /// A list of given names that is no array, or has other members than texts. It is not used.
    NotAStringArray = "not_a_string_array";
    /// A control character, a line break, or a character that turns the direction of writing. No name has one, and it could forge a log or a
    /// page. The field is absent.
    ControlCharacter = "control_character";
    /// A date in no known form. The field is absent.
    NotADate = "not_a_date";
    /// A date in a known form, of a day that does not exist: 30 February, month 13, year 0000 (which is also how OpenID Connect
    /// withholds the year). The field is absent.
    ImpossibleDate = "impossible_date";
    /// A date in a form that is documented for another source (`1964-03` from an identity provider), or a name of more than 256 characters
    /// from FranceConnect+. The field is kept.
    UndocumentedForm = "undocumented_form";
    /// A birthplace that does not have the form of a commune code of the COG, in France or where the country is not known. The field is absent.
    NotACommuneCode = "not_a_commune_code";
    /// A birth country that does not have the form of a country code of the COG. The field is absent.
    NotACountryCode = "not_a_country_code";
    /// A value outside a closed list (gender). The field is absent.
    UnknownValue = "unknown_value";
    /// Not an address `local@domain.tld`, in the form that FranceConnect+ demands. The field is absent.
    NotAnEmailAddress = "not_an_email_address";
    /// Two claims that exclude one another. Which field gives way is said at the field.
    Contradiction = "contradiction";
}

impl Serialize for AnomalyCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
