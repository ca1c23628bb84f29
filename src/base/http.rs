//! What the host sends and receives for the core: plain data.
//!
//! Comes in: what a step wants to ask. Goes out: a request that the host sends as it stands, with redirects off, a time-out and a size
//! limit; and the answer as it came. Never: a network.

use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::base::error::{Code, Error, Result};
use crate::base::json::{self, Object};
use crate::base::redacted::redacted_debug;

/// A request for the host to send.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where to.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body of a `POST`.
    pub body: Option<String>,
    /// The bytes of an answer beyond which the host stops reading.
    pub answer_limit: usize,
}

redacted_debug!(HttpRequest { method });

/// Written as a map, with names as JavaScript spells them: for a struct serde-wasm-bindgen brings a hash table of its fields' names.
impl Serialize for HttpRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("method", self.method)?;
        members.serialize_entry("url", &self.url)?;
        members.serialize_entry("headers", &self.headers)?;
        if let Some(body) = &self.body {
            members.serialize_entry("body", body)?;
        }
        members.serialize_entry("answerLimit", &self.answer_limit)?;
        members.end()
    }
}

/// An answer that the host received. No redirect was followed to get it.
#[derive(Clone, Copy)]
pub struct HttpAnswer<'a> {
    /// The status code.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

redacted_debug!(HttpAnswer<'_> { status });

impl HttpAnswer<'_> {
    /// Whether the media type is this one, parameters aside (RFC 9110 §8.3.1).
    pub(crate) fn is(&self, media_type: &str) -> bool {
        let received = self.content_type.unwrap_or_default();
        received.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
    }

    /// Whether the provider says "later": 5xx or 429.
    pub(crate) const fn is_unavailable(&self) -> bool {
        self.status >= 500 || self.status == 429
    }

    /// The JSON object of a 200 answer.
    pub(crate) fn json(&self, limit: usize) -> Result<Object> {
        if !self.is("application/json") {
            return Err(Error::at(Code::ProviderAnswerMalformed, "content type"));
        }
        self.object(limit)
    }

    /// The same, whatever the answer calls itself.
    pub(crate) fn object(&self, limit: usize) -> Result<Object> {
        if self.body.len() > limit {
            return Err(Error::at(Code::ProviderAnswerMalformed, "size"));
        }
        json::object(self.body).map_err(|_| Error::at(Code::ProviderAnswerMalformed, "JSON"))
    }
}

#[cfg(test)]
mod tests;
