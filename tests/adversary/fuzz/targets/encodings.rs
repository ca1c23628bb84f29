//! base64url and JSON: what everything else is written in.

use fc_pivot::base::{base64url, json, limits};
use serde_json::Value;

use super::{text, texts};

/// Taken is what a second decoder takes, and comes back to the letter.
pub fn base64url(data: &[u8]) -> bool {
    assert_eq!(base64url::decode(&base64url::encode(data)).as_deref(), Ok(data));
    let Some(text) = text(data) else { return false };
    let decoded = base64url::decode(text).ok();
    assert_eq!(decoded, canonical(text));
    if let Some(octets) = &decoded {
        assert_eq!(base64url::encode(octets), text);
    }
    decoded.is_some()
}

/// RFC 4648 §5, bit by bit; bits left over are zero and fewer than six (§3.5).
fn canonical(text: &str) -> Option<Vec<u8>> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut octets, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for character in text.chars() {
        held = held << 6 | u32::try_from(alphabet.find(character)?).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            octets.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 6 && held == 0).then_some(octets)
}

pub fn base64url_seeds() -> Vec<Vec<u8>> {
    texts(["", "QQ", "QUI", "QUJD", "A-z_4ME"])
}

/// Taken is one object that serde_json reads alike, not too deep, and that says no name twice: written out again it is read as the same.
pub fn json(data: &[u8]) -> bool {
    let Ok(value) = json::value(data) else {
        assert!(json::object(data).is_err());
        return false;
    };
    assert_eq!(serde_json::from_slice::<Value>(data).ok().as_ref(), Some(&value));
    assert!(depth(&value) <= limits::JSON_DEPTH);
    assert_eq!(json::object(data).is_ok(), value.is_object());
    // A name said twice would be a member fewer than there are colons outside of strings.
    assert_eq!(members(&value), colons(data));
    value.is_object()
}

fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Array(items) => items.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    inner.unwrap_or(0) + 1
}

fn members(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Object(object) => object.len() + object.values().map(members).sum::<usize>(),
        _ => 0,
    }
}

fn colons(data: &[u8]) -> usize {
    let (mut count, mut within, mut escaped) = (0, false, false);
    for octet in data {
        match octet {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => within = !within,
            b':' if !within => count += 1,
            _ => {}
        }
    }
    count
}

pub fn json_seeds() -> Vec<Vec<u8>> {
    texts(["{}", r#" {"a":[1,-2,0.5,1e3,true,null],"b":{"c":"\u00e9\"\\:"}} "#, r#"{"a":{"a":{"a":[[[]]]}},"b":"a"}"#])
}
