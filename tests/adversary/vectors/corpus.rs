//! How the vectors beside this file are read; `corpus.mjs` says the same in JavaScript.
//!
//! Comes in: a file's path below this folder. Goes out: its JSON, its tests, their members. Never: a vector left out because it cannot be read.

use std::path::Path;

use fc_pivot::base::base64url;
use serde_json::Value;

/// One file.
pub fn load(path: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adversary/vectors");
    serde_json::from_slice(&std::fs::read(folder.join(path)).unwrap()).unwrap()
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
