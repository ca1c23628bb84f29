//! `Debug` that shows no value, for types that hold secrets or a person's data (attack N70).
//!
//! Comes in: a type, and the names of the fields or variants that may be seen. Goes out: an implementation of `Debug` that prints the type's
//! name and those fields, or the variant's name. Never: a field that was not named.

/// Implements `Debug`: `redacted_debug!(Token)` prints `Token(…)`; `redacted_debug!(Key { kid })` prints `Key { kid: "a", .. }`;
/// `redacted_debug!(Answer: Plain, Signed)` prints the variant, `Plain(…)`.
macro_rules! redacted_debug {
    ($name:ident $(<$lifetime:lifetime>)? : $($variant:ident),+) => {
        impl core::fmt::Debug for $name $(<$lifetime>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(match self { $(Self::$variant { .. } => concat!(stringify!($variant), "(…)"),)+ })
            }
        }
    };
    ($name:ident $(<$lifetime:lifetime>)?) => {
        impl core::fmt::Debug for $name $(<$lifetime>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
    ($name:ident $(<$lifetime:lifetime>)? { $($field:ident),+ }) => {
        impl core::fmt::Debug for $name $(<$lifetime>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use redacted_debug;

#[cfg(test)]
mod tests;
