//! An object of our own making, read back: a login under way, a session, a page's options.
//!
//! Comes in: JSON. Goes out: its members, each taken by its name and with its type. Never: a member that nobody asked for, which says that
//! the text is not what we wrote, once [`Fields::end`] was called.

use alloc::string::String;
#[cfg(feature = "sealing")]
use alloc::vec::Vec;

use serde_json::Value;

use crate::base::json::{self, Malformed, Object};
use crate::base::scope::Scope;
use crate::base::secret::Secret;

/// Members that wait to be taken, each once.
pub(crate) struct Fields {
    members: Object,
    taken: usize,
}

impl Fields {
    pub(crate) fn read(text: &[u8]) -> Result<Self, Malformed> {
        Ok(Self { members: json::object(text)?, taken: 0 })
    }

    /// What is absent is null.
    fn take(&mut self, name: &str) -> Value {
        self.members.get_mut(name).map_or(Value::Null, |value| {
            self.taken = self.taken.saturating_add(1);
            value.take()
        })
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<String, Malformed> {
        self.optional_text(name)?.ok_or(Malformed)
    }

    pub(crate) fn optional_text(&mut self, name: &str) -> Result<Option<String>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            _ => Err(Malformed),
        }
    }

    #[cfg(any(test, feature = "browser"))]
    pub(crate) fn optional_flag(&mut self, name: &str) -> Result<Option<bool>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(flag)),
            _ => Err(Malformed),
        }
    }

    pub(crate) fn secret(&mut self, name: &str) -> Result<Secret, Malformed> {
        self.text(name).map(Secret::new)
    }

    pub(crate) fn scope(&mut self, name: &str) -> Result<Scope, Malformed> {
        Scope::parse(&self.text(name)?).ok_or(Malformed)
    }

    pub(crate) fn integer(&mut self, name: &str) -> Result<i64, Malformed> {
        self.take(name).as_i64().ok_or(Malformed)
    }

    pub(crate) fn optional_integer(&mut self, name: &str) -> Result<Option<i64>, Malformed> {
        match self.take(name) {
            Value::Null => Ok(None),
            value => value.as_i64().map(Some).ok_or(Malformed),
        }
    }

    #[cfg(feature = "sealing")]
    pub(crate) fn optional_texts(&mut self, name: &str) -> Result<Option<Vec<String>>, Malformed> {
        let text = |item| if let Value::String(text) = item { Ok(text) } else { Err(Malformed) };
        match self.take(name) {
            Value::Null => Ok(None),
            Value::Array(items) => items.into_iter().map(text).collect::<Result<_, _>>().map(Some),
            _ => Err(Malformed),
        }
    }

    #[cfg(feature = "sealing")]
    pub(crate) fn object(&mut self, name: &str) -> Result<Object, Malformed> {
        if let Value::Object(members) = self.take(name) { Ok(members) } else { Err(Malformed) }
    }

    /// Every member was asked for.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.taken == self.members.len() { Ok(()) } else { Err(Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        Fields::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn members_are_taken_with_their_types() {
        let mut read = fields(r#"{"a":"x","b":null,"c":-7,"d":"openid email","e":true}"#);
        assert_eq!((read.text("a"), read.optional_text("b"), read.optional_text("z")), (Ok("x".into()), Ok(None), Ok(None)));
        assert_eq!((read.integer("c"), read.scope("d").map(|scope| scope.as_str().into())), (Ok(-7), Ok(String::from("openid email"))));
        assert_eq!((read.optional_flag("e"), read.optional_flag("z")), (Ok(Some(true)), Ok(None)));
        assert_eq!(read.end(), Ok(()));
    }

    #[test]
    fn another_type_and_absence_are_refused() {
        let text = r#"{"a":1,"b":"1","c":1.5,"d":"email"}"#;
        assert_eq!(
            (fields(text).text("a"), fields(text).optional_text("a"), fields(text).text("z")),
            (Err(Malformed), Err(Malformed), Err(Malformed))
        );
        assert_eq!((fields(text).integer("b"), fields(text).integer("c")), (Err(Malformed), Err(Malformed)));
        assert_eq!((fields(text).optional_flag("a"), fields(text).optional_flag("b")), (Err(Malformed), Err(Malformed)));
        assert!(fields(text).scope("d").is_err() && fields(text).secret("a").is_err());
    }

    #[test]
    fn a_member_that_nobody_asked_for_is_refused_at_the_end() {
        let mut read = fields(r#"{"a":"x","b":"y"}"#);
        assert_eq!(read.text("a"), Ok("x".into()));
        assert_eq!(read.end(), Err(Malformed));
    }

    #[cfg(feature = "sealing")]
    #[test]
    fn lists_and_objects_are_taken_too() {
        let mut read = fields(r#"{"a":["x"],"b":{"c":1},"d":[1],"e":"x"}"#);
        assert_eq!((read.optional_texts("a"), read.optional_texts("z")), (Ok(Some(["x".into()].into())), Ok(None)));
        assert_eq!(read.object("b").map(|members| members.len()), Ok(1));
        assert_eq!(
            (read.optional_texts("d"), read.optional_texts("e"), read.object("z")),
            (Err(Malformed), Err(Malformed), Err(Malformed))
        );
    }
}
