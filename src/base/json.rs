//! Strict JSON: the one way in which anything from outside becomes a value.
//!
//! Comes in: bytes. Goes out: an object without duplicate member names, no deeper than [`limits::JSON_DEPTH`].
//! Never: a repair. A byte order mark, trailing text, bad UTF-8, a number beyond f64 and a name said twice are refusals; two parsers
//! that disagree on which of two `sub` counts are an attack (RFC 8725 §2.6; RFC 7515 §4 and RFC 7519 §4 allow the refusal).

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::base::limits;

/// A JSON object as this library reads them.
pub type Object = Map<String, Value>;

/// Not strict JSON. The error says nothing of the text, which may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed")
    }
}

impl core::error::Error for Malformed {}

/// For serde's readers of single members. Their messages may quote the text, and are dropped.
impl serde::de::Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads one object, and nothing before or after it but white space.
///
/// # Errors
/// [`Malformed`]: as of [`value`], and any other value than an object.
pub fn object(text: &[u8]) -> Result<Object, Malformed> {
    match value(text)? {
        Value::Object(members) => Ok(members),
        _ => Err(Malformed),
    }
}

/// Reads one value, and nothing before or after it but white space.
///
/// # Errors
/// [`Malformed`]: not JSON in UTF-8, a name twice in one object, deeper than [`limits::JSON_DEPTH`], or a number beyond f64.
pub fn value(text: &[u8]) -> Result<Value, Malformed> {
    let flawed = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Strict { depth: 0, number: false, flawed: &flawed }.deserialize(&mut reader).map_err(|_| Malformed)?;
    reader.end().map_err(|_| Malformed)?;
    if flawed.get() { Err(Malformed) } else { Ok(value) }
}

/// The text of a value that we made: a header, claims, a key. Writing it cannot fail.
pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Builds a [`Value`] as serde_json does, and checks depth and names on the way. A fault is noted in `flawed` and not returned: an error of
/// serde's would bring all of its formatting into the module. serde_json itself ends recursion at 128 levels.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    /// Whether only the text of a number may come.
    number: bool,
    flawed: &'a Cell<bool>,
}

impl Strict<'_> {
    fn deeper(self) -> Self {
        let depth = self.depth.saturating_add(1);
        if depth > limits::JSON_DEPTH {
            self.flawed.set(true);
        }
        Self { depth, ..self }
    }

    fn took<E>(self, value: Value) -> Result<Value, E> {
        if self.number {
            self.flawed.set(true);
        }
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        self.took(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        self.took(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        self.took(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        self.took(Value::Number(value.into()))
    }

    /// Called in a Rust program only: in our Wasm modules such a number comes as its text.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        #[cfg(not(feature = "bindings"))]
        if let Some(number) = Number::from_f64(value) {
            return self.took(Value::Number(number));
        }
        let _ = value;
        self.flawed.set(true);
        Ok(Value::Null)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        self.took(Value::String(value.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        if let Some(number) = as_number(text).filter(|_| self.number) {
            return Ok(Value::Number(number));
        }
        self.flawed.set(true);
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper();
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        self.took(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut next = members.next_key::<String>()?;
        if !self.number && next.as_deref() == Some(NUMBER) {
            return members.next_value_seed(Self { number: true, ..self });
        }
        let inner = self.deeper();
        let mut object = Object::new();
        while let Some(name) = next {
            let value = members.next_value_seed(inner)?;
            if object.insert(name, value).is_some() {
                self.flawed.set(true);
            }
            next = members.next_key()?;
        }
        self.took(Value::Object(object))
    }
}

/// The member name under which serde_json hands over a number as its text, with its feature `arbitrary_precision`. Our Wasm modules have that
/// feature; in a Rust program it would change the numbers of every other crate. serde_json gives this text as an owned string, and the
/// strings of a document by reference, so an object of the same form that was sent to us is refused.
const NUMBER: &str = "$serde_json::private::Number";

/// The number of a text that serde_json has read as one.
fn as_number(text: String) -> Option<Number> {
    if !is_bounded(&text) {
        return None;
    }
    #[cfg(feature = "bindings")]
    return Some(Number::from_string_unchecked(text));
    #[cfg(not(feature = "bindings"))]
    text.parse().ok()
}

/// Whether an f64 can hold such a number, by its length alone: see [`limits::NUMBER_DIGITS`].
fn is_bounded(number: &str) -> bool {
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let whole = digits.bytes().take_while(|byte| *byte != b'.').filter(u8::is_ascii_digit).count();
    exponent.parse::<i16>().is_ok_and(|exponent| whole.saturating_add_signed(exponent.into()) <= limits::NUMBER_DIGITS)
}

#[cfg(test)]
mod tests;
