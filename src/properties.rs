//! What holds of everything the library makes and reads, tried on generated cases.
//!
//! Comes in: proptest's choices. Goes out: verdicts. What a single module promises is tested beside it; here is what crosses modules:
//! [`round_trips`] (what we make we read), [`alterations`] (what was altered is refused), [`silence`] (no `Debug` shows a secret or a
//! claim). That no input panics is tested with the fuzz targets (`tests/adversary/fuzz/replay.rs`); that no claim is lost, in [`claims`].

mod alterations;
mod claims;
mod round_trips;
mod silence;

use alloc::string::{String, ToString};

use proptest::prelude::*;
use serde_json::Value;

use crate::base::json::Object;

/// So many cases; what failed is shown, and not kept in a file.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Texts as they come in claims, and worse.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-zÀ-ÿ' -]{0,16}", "[0-9-]{0,10}", "[ -~]{0,24}", any::<String>()]
}

/// Any JSON that strict reading takes.
fn value() -> impl Strategy<Value = Value> {
    // From 1e308 on, a number counts as one that no f64 holds: see `json`.
    let within = |number: &f64| number.abs() < 1e308;
    let number = any::<f64>().prop_filter("within our bounds", within);
    let number = number.prop_filter_map("JSON has no such number", |number| serde_json::Number::from_f64(number).map(Value::Number));
    let leaf = prop_oneof![4 => text().prop_map(Value::from), 1 => any::<i64>().prop_map(Value::from), 1 => any::<u64>().prop_map(Value::from),
        1 => number, 1 => Just(Value::Null), 1 => any::<bool>().prop_map(Value::from)];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from), members(inner).prop_map(Value::Object)]
    })
}

fn members(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Object> {
    prop::collection::btree_map(text(), value, 0..4).prop_map(|members| members.into_iter().collect())
}

fn object() -> impl Strategy<Value = Object> {
    members(value())
}

/// A text with one character put in the place of another, put in, or taken out: never the same.
fn altered(text: &str, at: &prop::sample::Index, to: char, way: u8) -> String {
    let mut characters: alloc::vec::Vec<char> = text.chars().collect();
    let at = at.index(characters.len());
    match way % 3 {
        0 if characters[at] != to => characters[at] = to,
        1 => drop(characters.remove(at)),
        _ => characters.insert(at, to),
    }
    let altered: String = characters.into_iter().collect();
    assert_ne!(altered, text.to_string());
    altered
}

/// A character that a token, a cookie or a query may hold, or any other.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![4 => "[A-Za-z0-9_.-]".prop_map(|text| text.chars().next().unwrap_or('A')), 1 => any::<char>()]
}
