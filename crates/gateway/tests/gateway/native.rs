//! Hashes and MACs by the host: the same verdicts, and never a weaker one.

use std::cell::Cell;
use std::rc::Rc;

use waxseal::Mac;
use waxseal_gateway::intake::{Ask, Intake, Purpose, Tell};
use waxseal_gateway::limits;
use waxseal_gateway::native::Crypto;

use crate::support::{CONFIG, NOW, Sender, config, message};

/// Counts what it is asked, and answers so.
struct Counting {
    asked: Rc<Cell<u32>>,
    wrong: Wrong,
}

#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    /// It never can.
    Absent,
    /// It gives a part of the MAC.
    Short,
}

impl Crypto for Counting {
    fn sha256(&self, before: &[u8], body: &[u8]) -> Option<[u8; 32]> {
        use sha2::Digest as _;
        self.asked.set(self.asked.get() + 1);
        let hash = sha2::Sha256::new().chain_update(before).chain_update(body);
        (self.wrong != Wrong::Absent).then(|| hash.finalize().into())
    }

    fn mac(&self, mac: &Mac<'_>, body: &[u8], out: &mut [u8]) -> Option<usize> {
        self.asked.set(self.asked.get() + 1);
        match self.wrong {
            Wrong::Absent => None,
            Wrong::Short => {
                mac.compute(&mut |update| update(body), out);
                Some(1)
            }
            Wrong::Nothing => Some(mac.compute(&mut |update| update(body), out)),
        }
    }
}

fn body(length: usize) -> Vec<u8> {
    let start = r#"{"id":"evt_1","type":"commission.created","data":""#;
    format!("{start}{}\"}}", "x".repeat(length - start.len() - 2)).into_bytes()
}

/// Verifies a body, altered or not, and returns the answer's status and what the host was asked.
fn judge(length: usize, wrong: Wrong, is_altered: bool) -> (u16, u32) {
    let asked = Rc::new(Cell::new(0));
    let crypto = Counting {
        asked: Rc::clone(&asked),
        wrong,
    };
    let config = config(CONFIG).with_crypto(Box::new(crypto));
    let mut body = body(length);
    let sender = Sender::new("affiliatebase", "AFFILIATEBASE");
    let head = sender.head("affiliatebase", "evt_1", &body, NOW);
    if is_altered {
        body[60] ^= 1;
    }
    let (mut intake, _) = Intake::begin(&config, Purpose::Try, "affiliatebase", head);
    match intake.tell(Tell::Body(body), NOW) {
        Ask::Answer(answer) => (answer.status, asked.get()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_long_body_is_hashed_by_the_host_and_a_short_one_is_not() {
    let long = limits::NATIVE_BYTES;
    assert_eq!(judge(long, Wrong::Nothing, false), (200, 1));
    assert_eq!(judge(long - 1, Wrong::Nothing, false), (200, 0));
    assert_eq!(judge(long, Wrong::Nothing, true).0, 401);
    assert_eq!(judge(long - 1, Wrong::Nothing, true).0, 401);
}

#[test]
fn what_a_host_cannot_compute_is_computed_here() {
    let long = limits::NATIVE_BYTES;
    assert_eq!(judge(long, Wrong::Absent, false), (200, 1));
    assert_eq!(judge(long, Wrong::Absent, true).0, 401);
}

#[test]
fn a_part_of_a_mac_proves_nothing() {
    assert_eq!(judge(limits::NATIVE_BYTES, Wrong::Short, false).0, 401);
}

#[test]
fn the_message_to_the_ledger_is_the_same_whoever_hashed() {
    let body = body(5_000);
    let head =
        || Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", &body, NOW);
    let own = message(&config(CONFIG), "affiliatebase", head(), &body, NOW);
    let asked = Rc::new(Cell::new(0));
    let crypto = Counting {
        asked: Rc::clone(&asked),
        wrong: Wrong::Nothing,
    };
    let native = config(CONFIG).with_crypto(Box::new(crypto));
    let native = message(&native, "affiliatebase", head(), &body, NOW);
    assert!(own == native);
    assert_eq!(asked.get(), 2, "one MAC, one hash");
}
