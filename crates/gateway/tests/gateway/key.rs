//! What makes two requests the same event.

use std::collections::HashSet;

use proptest::prelude::*;
use waxseal_gateway::key::{
    ContentHash, EventKey, Identity, MarkerKey, Shard, parse_webhook_id, write_webhook_id,
};

use crate::support::NOW;

#[test]
fn parts_cannot_be_shifted_across_their_borders() {
    let content = ContentHash::derive("POST", "", b"x");
    let keys = [
        EventKey::derive("a", Identity::Id(b"bc")),
        EventKey::derive("ab", Identity::Id(b"c")),
        EventKey::derive("a", Identity::Fields(&[b"bc"])),
        EventKey::derive("a", Identity::Fields(&[b"b", b"c"])),
        EventKey::derive("a", Identity::Fields(&[b"", b"bc"])),
        EventKey::derive("a", Identity::Fields(&[])),
        EventKey::derive("a", Identity::Content(content)),
        EventKey::derive("a", Identity::Id(content.as_bytes())),
        EventKey::derive("a", Identity::Fields(&[content.as_bytes()])),
    ];
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    let contents = [
        ContentHash::derive("POST", "", b"ab"),
        ContentHash::derive("POST", "a", b"b"),
        ContentHash::derive("POST", "ab", b""),
        ContentHash::derive("POSTa", "b", b""),
        ContentHash::derive("GET", "", b"ab"),
    ];
    assert_eq!(
        contents.iter().collect::<HashSet<_>>().len(),
        contents.len()
    );
}

#[test]
fn a_key_never_changes_because_rows_outlive_the_code() {
    // SHA-256 over 8-byte big-endian lengths and parts: computed with Python's hashlib.
    let key = EventKey::derive("stripe", Identity::Id(b"evt_1"));
    assert_eq!(
        String::from(key),
        "oTtt5i71YhIbAQTxFWYnzUnNm0_kHXsZfzTWCgFxbRM"
    );
    assert_eq!(
        String::from(ContentHash::derive("POST", "a=1", b"{}")),
        "4_IvUdr681csiQKIQ6LXTUMlVzJenYtgKvpnp2I_P0Q"
    );
}

#[test]
fn the_webhook_id_is_one_text_per_event_and_revision() {
    let key = EventKey::derive("stripe", Identity::Id(b"evt_1"));
    let id = write_webhook_id(&key, 0);
    assert_eq!(id.len(), 46);
    assert!(id.starts_with("wx_") && !id.contains('.'), "{id}");
    assert_eq!(write_webhook_id(&key, 2), format!("{id}-r2"));
    for wrong in [
        "",
        "wx_",
        &id[..45],
        &format!("{id}-r0"),
        &format!("{id}-r01"),
        &format!("{id}-r+1"),
        &format!("{id}x"),
        "wx_ä",
    ] {
        assert_eq!(parse_webhook_id(wrong), None, "{wrong}");
    }
}

#[test]
fn keys_spread_over_sixteen_ledgers_whose_names_are_fixed() {
    let names: Vec<String> = Shard::all().map(Shard::name).collect();
    assert_eq!(names.len(), 16);
    assert_eq!(
        (names[0].as_str(), names[15].as_str()),
        ("v1-16-0", "v1-16-15")
    );
    let used: HashSet<u8> = (0..500_u32)
        .map(|number| {
            EventKey::derive("s", Identity::Id(&number.to_be_bytes()))
                .shard()
                .number()
        })
        .collect();
    assert_eq!(used.len(), 16);
    assert_eq!(Shard::find(15).map(Shard::name), Some("v1-16-15".into()));
    assert_eq!(Shard::find(16), None);
}

#[test]
fn a_marker_tells_nothing_without_the_sources_secret() {
    let key = EventKey::derive("shop", Identity::Id(b"evt_1"));
    let content = ContentHash::derive("", "", b"{}");
    let other = ContentHash::derive("", "", b"{ }");
    let marker = MarkerKey::derive("shop", b"secret");
    let name = marker.write_name(&key);
    assert!(name.starts_with("d1:") && name.len() == 46, "{name}");
    let value = marker.write_value(&content, 3, NOW);
    assert_eq!(marker.parse_value(&value, &content), Some((3, NOW)));
    assert_eq!(marker.parse_value(&value, &other), None, "other content");
    for stranger in [
        MarkerKey::derive("shop", b"other"),
        MarkerKey::derive("mall", b"secret"),
    ] {
        assert_ne!(stranger.write_name(&key), name);
        assert_eq!(stranger.parse_value(&value, &content), None);
    }
    for wrong in [
        "",
        ".",
        "..",
        "a.b.c",
        &value[1..],
        value.strip_suffix(&NOW.0.to_string()).unwrap(),
    ] {
        assert_eq!(marker.parse_value(wrong, &content), None, "{wrong}");
    }
    assert_eq!(format!("{marker:?}"), "MarkerKey(redacted)");
}

proptest! {
    #[test]
    fn every_webhook_id_is_read_as_it_was_written(id: Vec<u8>, revision: u32) {
        let key = EventKey::derive("s", Identity::Id(&id));
        prop_assert_eq!(parse_webhook_id(&write_webhook_id(&key, revision)), Some((key, revision)));
    }

    #[test]
    fn no_text_makes_it_panic(text in "(wx_)?\\PC{0,60}", bytes: Vec<u8>) {
        let _ = parse_webhook_id(&text);
        let content = ContentHash::derive("", "", &bytes);
        let _ = MarkerKey::derive("s", &bytes).parse_value(&text, &content);
    }
}
