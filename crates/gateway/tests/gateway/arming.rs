//! One object has one alarm: which one is set.

use waxseal::UnixMillis;
use waxseal_gateway::arming::Arming;

const fn at(millis: i64) -> UnixMillis {
    UnixMillis(millis)
}

#[test]
fn an_earlier_alarm_is_never_moved_away() {
    let mut arming = Arming::new(Some(at(10)));
    assert_eq!(arming.want(at(20)), None);
    assert_eq!(arming.want(at(10)), None);
    assert_eq!(arming.want(at(5)), Some(at(5)));
    assert_eq!(arming.want(at(7)), None);
}

#[test]
fn a_burst_sets_one_alarm() {
    let mut arming = Arming::new(None);
    assert_eq!(arming.want(at(15)), Some(at(15)));
    for wish in 16..1000 {
        assert_eq!(arming.want(at(wish)), None);
    }
}

#[test]
fn a_handler_that_ends_counts_accepts_that_have_not_committed_yet() {
    let mut arming = Arming::new(None);
    arming.fired();
    assert_eq!(arming.guard(at(30)), at(30));
    // An accept arms while the handler runs; its row is not there yet.
    assert_eq!(arming.want(at(15)), Some(at(15)));
    assert_eq!(arming.rest(None), Some(at(15)), "the handler saw no row");
    arming.settled(at(15));
    assert_eq!(
        arming.rest(None),
        None,
        "now nothing is due: the alarm is deleted"
    );
    assert_eq!(arming.want(at(40)), Some(at(40)));
}

#[test]
fn the_guard_does_not_move_an_earlier_wish_away() {
    let mut arming = Arming::new(Some(at(1)));
    arming.fired();
    assert_eq!(arming.want(at(15)), Some(at(15)));
    assert_eq!(arming.guard(at(30)), at(15));
}

#[test]
fn after_a_failure_the_earliest_that_may_be_lost_is_set_again() {
    let mut arming = Arming::new(Some(at(10)));
    assert_eq!(arming.want(at(5)), Some(at(5)));
    arming.failed();
    arming.settled(at(5));
    assert_eq!(
        arming.want(at(50)),
        Some(at(5)),
        "whether 5 or 10 is set is unknown; 5 is never too late"
    );
    assert_eq!(arming.want(at(50)), None);
}

#[test]
fn a_watchdog_sets_what_is_due_and_has_no_alarm() {
    let mut arming = Arming::new(None);
    assert_eq!(arming.poke(None), None);
    assert_eq!(arming.poke(Some(at(3))), Some(at(3)));
    assert_eq!(arming.poke(Some(at(3))), None);
    assert_eq!(arming.rest(None), None, "a poke leaves no wish behind");
}
