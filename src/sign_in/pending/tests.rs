use super::*;
use crate::dev::login::login;
use alloc::format;

#[test]
fn what_was_stored_comes_back() {
    let pending = login().pending;
    let back = Pending::restore(&pending.store()).unwrap();
    assert_eq!(back.store(), pending.store());
    assert_eq!((back.state(), back.return_to()), (pending.state(), "/dossier"));
}

#[test]
fn what_was_not_stored_by_us_does_not() {
    for text in [&b""[..], b"{}", b"null", b"{\"state\":\"x\"}", b"\xff"] {
        assert_eq!(Pending::restore(text).unwrap_err().code(), Code::StateUnknown);
    }
}

#[test]
fn it_lasts_an_hour() {
    let pending = login().pending;
    let at = |seconds: i64| pending.is_expired(pending.started_at() + seconds);
    for alive in [0, 601, 1800, 3500, 3600] {
        assert!(!at(alive), "{alive}");
    }
    assert!(at(3601) && at(i64::MAX - pending.started_at()));
    assert!(!at(-limits::CLOCK_LEEWAY_SECONDS) && at(-limits::CLOCK_LEEWAY_SECONDS - 1));
}

#[test]
fn its_age_is_the_younger_of_two_and_never_below_nothing() {
    let age = |steady: Option<i64>, now: i64, steady_now: i64| {
        let mut pending = Pending { started_at: 1_000_000, steady, ..login().pending };
        pending.settle(now, steady_now);
        now - pending.started_at
    };
    for (now, steady_now, expected) in [
        (1_000_060, 560, 60),      // both agree
        (1_003_660, 560, 60),      // the date was put forward by an hour
        (996_460, 560, 0),         // it was put back by an hour
        (1_000_060, 7_760, 60),    // the steady clock begins anew, ahead
        (1_000_060, 0, 0),         // it begins anew, behind
        (1_007_200, 7_700, 7_200), // two hours, by both
    ] {
        assert_eq!(age(Some(500), now, steady_now), expected, "{now} {steady_now}");
    }
    assert_eq!((age(None, 1_000_060, 560), age(None, 996_460, 560)), (60, 0));
    assert_eq!(age(Some(i64::MIN), i64::MAX, i64::MAX), i64::MAX - 1_000_000);
}

#[test]
fn its_start_moves_to_another_clock() {
    let mut pending = Pending { started_at: 1_000, ..login().pending };
    pending.move_to(1_060, 4_660);
    assert_eq!(pending.started_at, 4_600);
    pending.move_to(i64::MIN, i64::MAX);
    assert_eq!(pending.started_at, i64::MAX);
}

#[test]
fn debug_shows_no_secret() {
    let pending = login().pending;
    let shown = format!("{pending:?}");
    assert!(!shown.contains(pending.state()) && !shown.contains(pending.nonce.expose()));
}
