//! The page against the table, and what people write beside it against both.

use std::collections::{HashMap, HashSet};
use std::fs;

use waxseal::define::define;

use super::*;
use crate::schemes::entry::prose;

fn page() -> String {
    page::page(&rows().unwrap())
}

fn read(path: &str) -> String {
    fs::read_to_string(paths::root().join(path)).unwrap()
}

/// The anchors that headings get on GitHub.
fn anchors(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix('#')?.split_once(' '))
        .map(|(_, heading)| {
            heading
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
        .collect()
}

#[test]
fn every_scheme_has_one_entry_with_its_reference_and_every_missing_provider_its_reason() {
    let page = page();
    for (group, rows) in rows().unwrap() {
        assert!(page.contains(&format!("\n## {}\n", group.name)));
        for row in rows {
            let heading = format!("\n### {}\n\n**{}**, ", row.note.id, row.note.name);
            assert_eq!(page.matches(&heading).count(), 1, "{}", row.note.id);
            assert!(page.contains(&format!("]({})\n", row.note.reference)));
            let cell = format!("\n| [{}](#{}) | ", row.note.name, row.note.id);
            assert!(page.contains(&cell), "{}", row.note.id);
        }
        for one in group.unconfirmed {
            let line = format!("\n| {} | {} |\n", prose(one.name), prose(one.why));
            assert!(page.replace("\\|", "|").contains(&line), "{}", one.name);
        }
    }
}

#[test]
fn remarks_are_shown_as_they_were_written() {
    assert_eq!(
        prose("hmac;<base64> and /events/*/id, but `</*/id>` as code"),
        "hmac;&lt;base64> and /events/\\*/id, but `</*/id>` as code"
    );
    let page = page();
    let escaped = |text: &str| text.matches("&lt;").count();
    let is_tag = |line: &&str| !line.starts_with("<!--") && escaped(&prose(line)) > escaped(line);
    assert_eq!(page.lines().find(is_tag), None);
}

#[test]
fn every_link_within_the_page_leads_to_one_heading() {
    let page = page();
    let anchors = anchors(&page);
    let distinct: HashSet<&String> = anchors.iter().collect();
    assert_eq!(anchors.len(), distinct.len(), "a heading stands twice");
    let mut links = 0;
    for link in page.split("](#").skip(1) {
        let anchor = link.split_once(')').unwrap().0.to_owned();
        assert!(distinct.contains(&anchor), "{anchor}");
        links += 1;
    }
    // By name, by header, and in the group's table.
    assert!(links >= 3 * schemes::all().count(), "{links} links");
}

#[test]
fn the_counts_at_the_top_are_those_of_the_entries() {
    let page = page();
    let number = |label: &str| -> usize {
        let line = page.lines().find(|line| line.contains(label)).unwrap();
        let cell = line.rsplit("| ").next().unwrap();
        cell.split(|c: char| !c.is_ascii_digit())
            .find(|text| !text.is_empty())
            .unwrap()
            .parse()
            .unwrap()
    };
    let entries = page
        .lines()
        .filter(|line| line.starts_with("**") && line.contains("**, "))
        .count();
    assert_eq!(number("| Schemes |"), entries);
    assert_eq!(
        number("(`vendor`)") + number("(`sdk`)") + number("(`seconded`)"),
        entries
    );
    let told: usize = page
        .lines()
        .filter_map(|line| line.strip_prefix("- Vectors: "))
        .flat_map(|line| line.split(|c: char| !c.is_ascii_digit()))
        .filter(|text| !text.is_empty())
        .map(|text| text.parse::<usize>().unwrap())
        .sum();
    let totals = page
        .lines()
        .find(|line| line.starts_with("| Test vectors |"))
        .unwrap();
    let totals: Vec<usize> = totals
        .split(|c: char| !c.is_ascii_digit())
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().unwrap())
        .collect();
    let [all, published, constructed, negative] = totals[..] else {
        panic!("{totals:?}");
    };
    assert_eq!(all, published + constructed);
    assert_eq!(told, all + negative);
    let shapes = number("| Distinct shapes");
    assert!(shapes > 50 && shapes < entries, "{shapes} shapes");
}

#[test]
fn a_header_with_several_owners_lists_all_of_them() {
    let page = page();
    let (_, shared) = page
        .split_once("### The same header, several senders")
        .unwrap();
    let of = |header: &str| {
        let (_, rest) = shared.split_once(&format!("\n`{header}`: ")).unwrap();
        rest.lines()
            .skip(1)
            .skip_while(|line| line.is_empty())
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    for id in ["github", "meta", "whatsapp"] {
        assert!(
            of("x-hub-signature-256").contains(&format!("(#{id})")),
            "{id}"
        );
    }
    for id in ["lemon-squeezy", "airwallex", "mercado-pago"] {
        assert!(of("x-signature").contains(&format!("(#{id})")), "{id}");
    }
    // An alias counts for both of its names.
    assert!(of("webhook-signature").contains("(#svix)"));
    assert!(of("svix-signature").contains("(#svix)"));
    assert!(!of("svix-signature").contains("(#openai)"));
}

#[test]
fn an_entry_says_what_its_row_says() {
    let page = page();
    let entry = |id: &str| {
        let (_, rest) = page.split_once(&format!("\n### {id}\n")).unwrap();
        rest.split("\n#").next().unwrap().to_owned()
    };
    let stripe = entry("stripe");
    for line in [
        "- Signature: header `stripe-signature`, written `t={timestamp},v1={signature},...`",
        "- Signed: `{timestamp}.{body}`",
        "- HMAC-SHA-256, hex; key: the secret's text",
        "- Timestamp: beside the signature as `t`, seconds, ± 300 s",
        "- Covered: body, id, type, timestamp (`signed`)",
        "- Id: in the body `/id`; type: in the body `/type`",
    ] {
        assert!(
            stripe.lines().any(|there| there == line),
            "{line}\n{stripe}"
        );
    }
    assert!(entry("github").contains(
        "- Id: header `x-github-delivery` (not signed); type: header `x-github-event` (not signed)"
    ));
    assert!(entry("twitch").contains("RFC 3339, 600 s past, 300 s ahead"));
    assert!(entry("sendgrid").contains("- Ids: in the body `/*/sg_event_id`, a list"));
    assert!(
        entry("openai").contains("key: the secret's base64 after `whsec_`, else the secret's text")
    );
    assert!(entry("contentful").contains("`{method}\\n{path}\\n"));
    assert!(entry("mailgun").contains("- Covered: timestamp (`signed_partial`)"));
    assert!(entry("telegram").contains("- Token: header `x-telegram-bot-api-secret-token`"));
    assert!(entry("meta").contains("- Handshake: `GET if query:hub.mode=subscribe token"));
    assert!(entry("x").contains("- Handshake vectors: 1 published, "));
    assert!(!entry("github").contains("- Handshake vectors:"));
    assert!(entry("track360").contains("- You may set: header, encoding, pointers"));
}

#[test]
fn the_rows_as_json_are_the_rows() {
    let all: HashMap<String, Map<String, Value>> = serde_json::from_str(&json()).unwrap();
    assert_eq!(all.len(), schemes::all().count());
    for row in schemes::all() {
        let fields = all.get(row.id).unwrap();
        let fields = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
        assert_eq!(define(row.id, fields).ok(), row.scheme(), "{}", row.id);
    }
}

/// Numbers that people read in other files: "more than 300 senders".
fn promised(text: &str) -> Vec<(usize, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(4)
        .filter(|four| four[0].eq_ignore_ascii_case("more") && four[1] == "than")
        .filter_map(|four| {
            let what = four[3].trim_matches(|c: char| !c.is_alphanumeric());
            Some((four[2].parse().ok()?, what.to_owned()))
        })
        .collect()
}

#[test]
fn the_readme_promises_no_more_and_not_much_less_than_there_is() {
    let rows = rows().unwrap();
    let all: Vec<&Row> = rows.iter().flat_map(|(_, rows)| rows).collect();
    let promised = promised(&read("README.md"));
    assert!(promised.iter().any(|(_, what)| what == "senders"));
    assert!(promised.iter().any(|(_, what)| what == "shapes"));
    for (number, what) in promised {
        let there = match what.as_str() {
            "senders" | "schemes" => all.len(),
            "shapes" => shape::count(all.iter().map(|row| &row.scheme)),
            "vectors" => all.iter().map(|row| row.vectors.all()).sum(),
            _ => continue,
        };
        assert!(
            there > number,
            "more than {number} {what}: there are {there}"
        );
        assert!(
            there < number + number / 2,
            "more than {number} {what}: there are {there}"
        );
    }
}

#[test]
fn promised_numbers_are_found() {
    let text = "More than 300 senders as data,\nin more than 90\nshapes. More than enough is said.";
    let wanted = [(300, "senders".to_owned()), (90, "shapes".to_owned())];
    assert_eq!(promised(text), wanted);
}
