//! The *identité pivot*.
