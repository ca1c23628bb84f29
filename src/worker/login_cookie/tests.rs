use super::*;
use crate::base::secret::Secret;
use crate::dev::login::{NOW, login};
use crate::worker::namespace::tests::theirs;
use crate::worker::seal::tests::{keys, keys_of, one_key};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;

fn state(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

/// All of one second.
fn pending(number: u8) -> Pending {
    let mut pending = login().pending;
    pending.state = Secret::new(state(number));
    pending.started_at = NOW;
    pending
}

fn kept(number: u8, keys: &SealingKeys) -> String {
    let lines = keep(&pending(number), keys, &Cookies::parse(""), NOW, [1; 24]).unwrap();
    lines[0].split(';').next().unwrap().to_string()
}

/// A browser, as far as it keeps cookies; in the order of their names, which says nothing of their age.
#[derive(Default)]
struct Jar(BTreeMap<String, String>);

impl Jar {
    fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn start(&mut self, pending: Pending, keys: &SealingKeys, now: i64) {
        let header = self.header();
        for line in keep(&pending, keys, &Cookies::parse(&header), now, [2; 24]).unwrap() {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.0.remove(name),
                _ => self.0.insert(name.to_string(), value.to_string()),
            };
        }
    }

    /// The numbers of the logins that are still there.
    fn numbers(&self, keys: &SealingKeys) -> Vec<u8> {
        let header = self.header();
        (0..=u8::MAX).filter(|number| take(&state(*number), keys, &Cookies::parse(&header)).1.is_ok()).collect()
    }
}

#[test]
fn a_login_is_kept_and_taken() {
    let header = kept(7, &one_key());
    let (line, taken) = take(&state(7), &one_key(), &Cookies::parse(&header));
    assert_eq!(taken.unwrap().store(), pending(7).store());
    assert_eq!(line, cookies::clear(&format!("__Host-fc-login-4wfpTvnO-{}", state(7))));
}

#[test]
fn n58_a_login_that_this_browser_did_not_start_is_unknown() {
    let header = kept(7, &one_key());
    for state in [state(8).as_str(), "", "x; Domain=evil", &"g".repeat(64)] {
        let (line, taken) = take(state, &one_key(), &Cookies::parse(&header));
        assert_eq!(taken.unwrap_err().code(), Code::StateUnknown);
        assert!(line.starts_with("__Host-fc-login-") && !line.contains("evil"));
    }
}

#[test]
fn n64_swapped_login_cookies_do_not_open() {
    let (one, two) = (kept(1, &one_key()), kept(2, &one_key()));
    let swapped = format!("{}={}", one.split_once('=').unwrap().0, two.split_once('=').unwrap().1);
    assert!(take(&state(1), &one_key(), &Cookies::parse(&one)).1.is_ok());
    assert_eq!(take(&state(1), &one_key(), &Cookies::parse(&swapped)).1.unwrap_err().code(), Code::SealBroken);
    assert_eq!(take(&state(1), &keys(&[[1; 32]]), &Cookies::parse(&one)).1.unwrap_err().code(), Code::SealBroken);
}

#[test]
fn n71_a_login_of_another_client_with_the_same_keys_is_unknown_under_its_name_and_broken_under_ours() {
    let other = keys_of(theirs(), &[[0xaa; 32]]);
    let cookie = kept(7, &other);
    assert!(take(&state(7), &other, &Cookies::parse(&cookie)).1.is_ok());
    assert_eq!(take(&state(7), &one_key(), &Cookies::parse(&cookie)).1.unwrap_err().code(), Code::StateUnknown);
    let moved = format!("{}={}", name(&one_key(), &state(7)), cookie.split_once('=').unwrap().1);
    assert_eq!(take(&state(7), &one_key(), &Cookies::parse(&moved)).1.unwrap_err().code(), Code::SealBroken);
}

#[test]
fn n73_logins_of_another_client_are_neither_counted_nor_dropped() {
    for other in [keys_of(theirs(), &[[0xaa; 32]]), keys_of(theirs(), &[[0xbb; 32]])] {
        let mut jar = Jar::default();
        for number in 0..8 {
            jar.start(pending(number), &other, NOW);
            jar.start(pending(100 + number), &one_key(), NOW);
        }
        assert_eq!(jar.numbers(&other), (0..8).collect::<Vec<_>>());
        assert_eq!(jar.numbers(&one_key()), (100..108).collect::<Vec<_>>());
    }
}

#[test]
fn n67_the_oldest_logins_make_room_in_one_second_too() {
    // In the order of their names the newest come first, last, and in between.
    for numbers in [Vec::from_iter(0..40), Vec::from_iter((0..40).rev()), Vec::from_iter((0..40).map(|number| (number + 20) % 40))] {
        let mut jar = Jar::default();
        for number in &numbers {
            jar.start(pending(*number), &one_key(), NOW);
        }
        let mut newest = numbers[numbers.len() - limits::LOGINS_AT_A_TIME..].to_vec();
        newest.sort_unstable();
        assert_eq!(jar.numbers(&one_key()), newest);
    }
}

#[test]
fn n67_logins_that_have_expired_or_do_not_open_make_room_first() {
    let mut jar = Jar::default();
    jar.start(pending(1), &one_key(), NOW);
    jar.0.insert(name(&one_key(), &state(2)), "forged".to_string());
    let mut late = pending(3);
    late.started_at = NOW + limits::LOGIN_SECONDS + 1;
    jar.start(late, &one_key(), NOW + limits::LOGIN_SECONDS + 1);
    assert_eq!(jar.0.keys().collect::<Vec<_>>(), [&name(&one_key(), &state(3))]);
}

#[test]
fn n67_long_logins_are_bounded_in_bytes_and_the_newest_is_kept_all_the_same() {
    let long = |number, length| {
        let mut pending = pending(number);
        pending.return_to = format!("/{}", "a".repeat(length));
        pending
    };
    let mut jar = Jar::default();
    for number in 0..8 {
        jar.start(long(number, 1200), &one_key(), NOW);
        assert!(jar.header().len() <= limits::LOGIN_COOKIES_BYTES);
        assert!(jar.numbers(&one_key()).contains(&number));
    }
    assert!((2..8).contains(&jar.0.len()));
    // One that fills the room by itself is kept alone.
    jar.start(long(9, limits::LOGIN_COOKIES_BYTES), &one_key(), NOW);
    assert_eq!(jar.numbers(&one_key()), [9]);
}

#[test]
fn what_browsers_would_not_keep_does_not_fit() {
    let with_scopes = |letters: usize| {
        let mut pending = pending(7);
        pending.return_to = format!("/{}", "a".repeat(limits::RETURN_TO_BYTES - 1));
        pending.scope = crate::base::scope::Scope::parse(&format!("openid {}", "a".repeat(letters))).unwrap();
        pending
    };
    let mut longest = 1;
    while fits(&with_scopes(longest), &one_key()) {
        longest += 1;
    }
    let bytes = |letters| keep(&with_scopes(letters), &one_key(), &Cookies::parse(""), NOW, [1; 24]).unwrap()[0].len();
    assert!(bytes(longest) > limits::COOKIE_BYTES && bytes(longest - 1) <= limits::COOKIE_BYTES);
    assert!(longest > 400, "{longest}");
}
