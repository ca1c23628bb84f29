//! Where the vectors are, and how they are read.
//!
//! Comes in: the environment's `FC_PIVOT_VECTORS`, by default `../shared/vectors` beside the repository. Goes out: a file's test groups.
//! Never: a failure because the folder is not there; a clone does without it, and says so.

use std::env;
use std::path::PathBuf;

use fc_pivot::base64url;
use serde_json::Value;

use crate::figure::{Count, figure};

/// One file; `None` where there is none, after the figure has said how many cases that leaves out.
pub fn load(name: &str, path: &str, cases: usize) -> Option<Value> {
    let Ok(text) = std::fs::read(folder().join(path)) else {
        figure(name, &[Count(0, cases, "run: the vectors are not there")]);
        return None;
    };
    Some(serde_json::from_slice(&text).unwrap())
}

/// Every test of a Wycheproof file, with its group.
pub fn tests(file: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    array(file, "testGroups").iter().flat_map(|group| array(group, "tests").iter().map(move |test| (group, test)))
}

pub fn array<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap()
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

pub fn id(test: &Value) -> u64 {
    test["tcId"].as_u64().unwrap()
}

pub fn is_valid(test: &Value) -> bool {
    match text(test, "result") {
        "valid" => true,
        "invalid" => false,
        other => panic!("a result that these tests do not know: {other}"),
    }
}

/// Octets that the files write as hexadecimal digits.
pub fn octets(value: &Value, name: &str) -> Vec<u8> {
    let digits = text(value, name).as_bytes();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Whether a part of a token is base64url as RFC 7515 §2 has it, in its one spelling.
pub fn is_canonical(part: &str) -> bool {
    base64url::decode(part).is_ok()
}

fn folder() -> PathBuf {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    env::var_os("FC_PIVOT_VECTORS").map_or_else(|| repository.join("../shared/vectors"), |given| repository.join(given))
}
