//! Small helpers of this room's tests.

use alloc::vec::Vec;

use serde_json::Value;

use super::reader::Reader;
use crate::base::json::Object;

/// The claims of a JSON literal.
pub(super) fn object(value: Value) -> Object {
    match value {
        Value::Object(members) => members,
        _ => panic!("not an object"),
    }
}

/// What a reader noted, as claim and stable code.
pub(super) fn anomalies(reader: Reader<'_>) -> Vec<(&'static str, &'static str)> {
    reader.into_anomalies().into_iter().map(|anomaly| (anomaly.claim, anomaly.code.as_str())).collect()
}
