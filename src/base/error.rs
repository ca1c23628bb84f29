//! The one error type: a stable [`Code`], and perhaps a detail that says where it arose.
//!
//! Comes in: a code, and at most one constant of ours (a setting's or a claim's name). Goes out: what a developer, and what the person at the
//! screen can be told. Never: anything that was received. The detail is `&'static str`, so no token, secret or identity value can be put
//! into an error.

mod advice;
mod code;

use alloc::string::{String, ToString};
use core::fmt;

pub use advice::{Advice, Language};
pub use code::Code;

/// What every fallible function of this library returns.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// A failure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Error {
    code: Code,
    detail: Option<&'static str>,
}

impl Error {
    /// An error that says where it arose. `detail` is a constant for developers, never what was received.
    #[must_use]
    pub const fn at(code: Code, detail: &'static str) -> Self {
        Self { code, detail: Some(detail) }
    }

    /// The same detail under another code: what went wrong means something else to the caller.
    pub(crate) const fn under(self, code: Code) -> Self {
        Self { code, ..self }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Where it arose, if the code alone does not say it: a constant of ours.
    #[must_use]
    pub const fn detail(&self) -> Option<&'static str> {
        self.detail
    }

    /// English, for developers and logs.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self { code, detail: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.message())?;
        match self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.code.as_str())
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests;
