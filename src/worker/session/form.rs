//! The form in which a session is sealed: a head of times and lengths, then texts.
//!
//! Comes in: times and texts, or octets that were sealed. Goes out: octets to seal, or the times and texts in them, none of them copied.
//! Never: a text of which nobody looked whether it is UTF-8, or that reaches beyond the end.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::take;

use crate::base::wiped::{Wipe as _, Wiped};

/// What stood here first was JSON, whose first octet is a brace.
const VERSION: u8 = 2;

/// The texts, in their order. The last one takes what is left.
#[derive(Clone, Copy)]
pub(super) enum Part {
    MadeBy,
    Issuer,
    Sub,
    /// Empty where the provider says no level.
    Acr,
    Granted,
    IdToken,
    /// JSON.
    Assurance,
    /// JSON, up to the claims as received.
    Identity,
    /// JSON: those claims.
    Claims,
}

const LENGTHS: usize = Part::Claims as usize;
/// When it was opened, when it ends, when it ends for good.
pub(super) type Times = [i64; 3];

/// The texts of a session.
#[derive(Clone)]
pub(super) struct Parts {
    lengths: [u32; LENGTHS],
    text: Wiped<String>,
}

impl Parts {
    pub(super) fn new(texts: [&str; LENGTHS + 1]) -> Self {
        let mut lengths = [0; LENGTHS];
        for (length, text) in lengths.iter_mut().zip(texts) {
            *length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        }
        Self { lengths, text: Wiped::new(texts.concat()) }
    }

    /// The text of one part.
    pub(super) fn get(&self, part: Part) -> &str {
        self.find(part as usize).unwrap_or_default()
    }

    fn find(&self, nth: usize) -> Option<&str> {
        let end = |count: usize| self.lengths.iter().take(count).fold(0_usize, |sum, length| sum.saturating_add(*length as usize));
        let after = self.text.get(end(nth)..)?;
        self.lengths.get(nth).map_or(Some(after), |length| after.get(..*length as usize))
    }

    /// The octets to seal.
    pub(super) fn store(&self, times: Times) -> Vec<u8> {
        let mut octets = Vec::from([VERSION]);
        times.iter().for_each(|time| octets.extend_from_slice(&time.to_be_bytes()));
        self.lengths.iter().for_each(|length| octets.extend_from_slice(&length.to_be_bytes()));
        octets.extend_from_slice(self.text.as_bytes());
        octets
    }
}

/// What [`Parts::store`] wrote, in the same memory; `None` where it is something else.
pub(super) fn read(mut octets: Wiped<Vec<u8>>) -> Option<(Times, Parts)> {
    let mut rest = octets.strip_prefix(&[VERSION])?;
    let mut times = [0; 3];
    for time in &mut times {
        let (octets, after) = rest.split_first_chunk()?;
        (*time, rest) = (i64::from_be_bytes(*octets), after);
    }
    let mut lengths = [0; LENGTHS];
    for length in &mut lengths {
        let (octets, after) = rest.split_first_chunk()?;
        (*length, rest) = (u32::from_be_bytes(*octets), after);
    }
    let head = octets.len().saturating_sub(rest.len());
    octets.drain(..head);
    let text = String::from_utf8(take(&mut octets)).map_err(|malformed| malformed.into_bytes().wipe()).ok()?;
    let parts = Parts { lengths, text: Wiped::new(text) };
    (0..=LENGTHS).all(|nth| parts.find(nth).is_some()).then_some((times, parts))
}
