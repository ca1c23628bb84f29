//! A date of birth, with what of it is known and what presumed.
//!
//! Comes in: `birthdate` or `rnipp_birthdate`. Goes out: [`Birthdate`].
//! Never: a clock, and so no judgement of years. 1790 and 2790 are dates; a service that needs an age knows the day.

use alloc::string::String;

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::reader::Reader;
use super::source::{ASSURED, Source};
use crate::base::redacted::redacted_debug;

/// A date of birth. Many people born abroad have no exact one in their civil status: the day, or day and month, is *presumed*.
///
/// FranceConnect+ writes `YYYY-MM-DD`, and of presumed dates `YYYY-MM-00` and `YYYY-00-00`. The national register writes `YYYY-MM-DD`
/// always, with `-01` for what it does not know; `YYYY-MM` and `YYYY`, its older spellings, are read too. A value in a form documented
/// for another source is kept, with the anomaly [`undocumented_form`](AnomalyCode::UndocumentedForm).
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Birthdate {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// The day, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
    /// The date as far as it is known, in ISO 8601: `1964-03-07`, `1964-03` or `1964`.
    pub iso: String,
    /// What of the date is presumed.
    pub presumed: Presumed,
}

redacted_debug!(Birthdate);

/// What of a date of birth is presumed, that is, not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Presumed {
    /// Nothing: the date is known to the day.
    No,
    /// The day.
    Day,
    /// Month and day.
    MonthAndDay,
    /// Perhaps the day, or month and day: a first of the month cannot be told from one that was filled in. The register writes `-01`, or
    /// `-01-01`, for what it does not know. By FranceConnect's older documentation, French identity providers do so too.
    Possibly,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `YYYY-MM-DD`
    Full,
    /// `YYYY-MM-00`
    ZeroDay,
    /// `YYYY-00-00`
    ZeroMonthAndDay,
    /// `YYYY-MM`
    YearAndMonth,
    /// `YYYY`
    Year,
}

impl Form {
    /// The forms documented for a source. OpenID Connect Core §5.1 lets a provider give the year alone.
    const fn documented(source: Source) -> &'static [Self] {
        match source {
            Source::French => &[Self::Full, Self::ZeroDay, Self::ZeroMonthAndDay],
            Source::European => &[Self::Full],
            Source::Register => &[Self::Full, Self::YearAndMonth, Self::Year],
            Source::Plain => &[Self::Full, Self::Year],
        }
    }

    /// Characters of the part that is known.
    const fn known_chars(self) -> usize {
        match self {
            Self::Full => 10,
            Self::ZeroDay | Self::YearAndMonth => 7,
            Self::ZeroMonthAndDay | Self::Year => 4,
        }
    }
}

/// Reads the date of birth.
pub(super) fn read(reader: &mut Reader<'_>, claim: &'static str, source: Source) -> Option<Birthdate> {
    let text = reader.text(claim)?;
    let (form, year, month, day) = reader.note(claim, parse(text))?;
    if !Form::documented(source).contains(&form) {
        reader.report(claim, AnomalyCode::UndocumentedForm);
    }
    let iso = text.chars().take(form.known_chars()).collect();
    Some(Birthdate { year, month, day, iso, presumed: presumed(form, day, source) })
}

/// Reads the date of birth of the assured series. Where that is the register's, which writes `-01` for what it does not know, the identity
/// provider's own date tells how much is known, where its scope was granted.
pub(super) fn assured(reader: &mut Reader<'_>, source: Source) -> Option<Birthdate> {
    let date = read(reader, ASSURED.birthdate, source)?;
    if source != Source::Register || !reader.came(IDP_BIRTHDATE) {
        return Some(date);
    }
    let own = read(reader, IDP_BIRTHDATE, Source::French);
    Some(date.known_beside(own.as_ref()))
}

/// FranceConnect's claim of the identity provider's own date.
const IDP_BIRTHDATE: &str = "idp_birthdate";

/// A first of the month may be presumed where unknown days are written so: by the register, and by French identity providers. European
/// identities have no presumed dates.
fn presumed(form: Form, day: Option<u8>, source: Source) -> Presumed {
    match form {
        Form::Full if matches!(source, Source::French | Source::Register) && day == Some(1) => Presumed::Possibly,
        Form::Full => Presumed::No,
        Form::ZeroDay | Form::YearAndMonth => Presumed::Day,
        Form::ZeroMonthAndDay | Form::Year => Presumed::MonthAndDay,
    }
}

impl Birthdate {
    /// The register's date, given the identity's own. Where the register has only filled in what the own date leaves open, the own date is
    /// returned: the register knows no more.
    pub(super) fn known_beside(self, assured: Option<&Self>) -> Self {
        let filled_in =
            |own: &&Self| own.day.is_none() && (self.year, self.month, self.day) == (own.year, Some(own.month.unwrap_or(1)), Some(1));
        assured.filter(filled_in).cloned().unwrap_or(self)
    }
}

type Parts = (Form, u16, Option<u8>, Option<u8>);

fn parse(text: &str) -> Result<Parts, AnomalyCode> {
    let (year, month, day) = fields(text).ok_or(AnomalyCode::NotADate)?;
    let (form, month, day) = match (month, day) {
        (None, _) => (Form::Year, None, None),
        (Some(_), None) => (Form::YearAndMonth, month, None),
        (Some(0), Some(0)) => (Form::ZeroMonthAndDay, None, None),
        (Some(_), Some(0)) => (Form::ZeroDay, month, None),
        (Some(_), Some(_)) => (Form::Full, month, day),
    };
    let possible = year >= 1 && month.is_none_or(|month| (1..=12).contains(&month) && day.is_none_or(|day| day <= days_of(year, month)));
    if possible { Ok((form, year, month, day)) } else { Err(AnomalyCode::ImpossibleDate) }
}

/// Year, month and day, as far as they are written, in four, two and two digits.
fn fields(text: &str) -> Option<(u16, Option<u8>, Option<u8>)> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(two_digits);
    let day = parts.next().map(two_digits);
    match (month, day, parts.next()) {
        (None, None, None) => Some((year, None, None)),
        (Some(Some(month)), None, None) => Some((year, Some(month), None)),
        (Some(Some(month)), Some(Some(day)), None) => Some((year, Some(month), Some(day))),
        _ => None,
    }
}

fn two_digits(text: &str) -> Option<u8> {
    digits(text, 2).and_then(|number| u8::try_from(number).ok())
}

/// A number of exactly so many digits; `parse` alone would also take `+999`.
fn digits(text: &str, width: usize) -> Option<u16> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Days of a month, in the Gregorian calendar.
const fn days_of(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests;
