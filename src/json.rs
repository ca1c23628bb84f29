//! Strict JSON: the one way in which anything from outside becomes a value.
//!
//! Comes in: bytes. Goes out: an object without duplicate member names, no deeper than [`limits::JSON_DEPTH`].
//! Never: a repair. A byte order mark, trailing text, bad UTF-8, a number beyond f64 and a name said twice are refusals; two parsers
//! that disagree on which of two `sub` counts are an attack (RFC 8725 §2.6; RFC 7515 §4 and RFC 7519 §4 allow the refusal).

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::limits;

/// A JSON object as this library reads them.
pub type Object = Map<String, Value>;

/// Not JSON as this library takes it. It says nothing of the text, which may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed")
    }
}

impl core::error::Error for Malformed {}

/// For values that are read member by member: what they were is not repeated here either.
impl serde::de::Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads one object, and nothing before or after it but white space.
pub fn object(text: &[u8]) -> Result<Object, Malformed> {
    match value(text)? {
        Value::Object(members) => Ok(members),
        _ => Err(Malformed),
    }
}

/// Reads one value, and nothing before or after it but white space.
pub fn value(text: &[u8]) -> Result<Value, Malformed> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Strict { depth: 0 }.deserialize(&mut reader).map_err(|_| Malformed)?;
    reader.end().map_err(|_| Malformed)?;
    Ok(value)
}

/// Builds a [`Value`] as serde_json would, and counts depth and names on the way.
#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.saturating_add(1);
        if depth > limits::JSON_DEPTH {
            return Err(E::custom("too deep"));
        }
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Object::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(inner)?;
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name said twice"));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn an_object_is_read_as_it_stands() {
        let read = object(br#" {"a":[1,-2,0.5,true,null],"b":{"c":"\u00e9"}} "#).unwrap();
        assert_eq!(Value::Object(read), serde_json::json!({"a":[1,-2,0.5,true,null],"b":{"c":"é"}}));
    }

    #[test]
    fn n22_a_name_said_twice_is_refused_at_every_depth() {
        assert!(object(br#"{"sub":"a","sub2":"b"}"#).is_ok());
        assert_eq!(object(br#"{"sub":"a","sub":"b"}"#), Err(Malformed));
        assert_eq!(object(br#"{"sub":"a","s\u0075b":"b"}"#), Err(Malformed));
        assert_eq!(object(br#"{"x":[{"a":1,"a":1}]}"#), Err(Malformed));
    }

    #[test]
    fn n24_what_is_not_one_object_is_refused() {
        assert!(object(b"{}").is_ok());
        for text in [
            &b"[]"[..],
            b"\"a\"",
            b"1",
            b"null",
            b"",
            b"{} {}",
            b"{}x",
            b"\xef\xbb\xbf{}",
            b"{\"a\":\"\xff\"}",
            b"{\"a\":1e400}",
            b"{'a':1}",
            b"{\"a\":1,}",
        ] {
            assert_eq!(object(text), Err(Malformed));
        }
    }

    #[test]
    fn n24_nesting_ends_at_the_limit() {
        let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        assert!(object(nested(limits::JSON_DEPTH - 1).as_bytes()).is_ok());
        assert_eq!(object(nested(limits::JSON_DEPTH).as_bytes()), Err(Malformed));
        assert_eq!(object(nested(100_000).as_bytes()), Err(Malformed));
    }
}
