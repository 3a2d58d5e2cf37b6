//! docs/origins.md: every sample is read as it stands there, and every setting is named.

use serde_json::Value;
use waxseal_gateway::config::{Config, schema};
use waxseal_gateway::schedule::Schedule;

const PAGE: &str = include_str!("../../../../docs/origins.md");

/// Whatever a sample names.
fn secret(name: &str) -> Option<String> {
    Some(match name {
        "SLACK_URL" => ["https://hooks.slack.com/services/T0000", "0000/x"].concat(),
        _ => "0123456789abcdef0123456789abcdef".into(),
    })
}

fn samples() -> Vec<&'static str> {
    let blocks = PAGE.split("```jsonc\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}

/// Puts a sample beside a source.
fn read(sample: &str) -> Result<Config, String> {
    let text = format!(
        r#"{{ "sources": {{ "s": {{ "scheme": "github", "secrets": ["S"] }} }}, {sample} }}"#
    );
    Config::parse(&text, &secret).map_err(|invalid| format!("{invalid}\n{sample}"))
}

#[test]
fn every_sample_is_valid() {
    let samples = samples();
    assert!(samples.len() >= 7, "{}", samples.len());
    for sample in samples {
        let config = read(sample).unwrap();
        assert!(config.origins().count() > 0);
    }
}

#[test]
fn a_sample_that_is_wrong_would_be_told() {
    let wrong = samples()[0].replace("https://crm", "http://crm");
    assert!(read(&wrong).unwrap_err().contains("must be https"));
}

#[test]
fn every_setting_is_in_the_table() {
    let schema = schema();
    let origin = &schema["properties"]["origins"]["additionalProperties"]["properties"];
    let table = PAGE
        .split("## Settings")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let Value::Object(settings) = origin else {
        panic!("{origin}")
    };
    for name in settings.keys() {
        let is_named = table
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
            .any(|names| names.contains(&format!("`{name}`")));
        assert!(is_named, "{name} is not in the table of settings");
    }
}

/// Writes a span as the page does.
fn span(millis: u64) -> String {
    let seconds = millis.div_ceil(1_000);
    let parts = [
        (seconds / 3_600, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    let words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if words.is_empty() {
        "0".into()
    } else {
        words.join(" ")
    }
}

#[test]
fn the_times_of_each_preset_are_those_of_its_schedule() {
    let times = |schedule: &Schedule, count: u32| {
        let mut at = 0;
        let mut told = vec![span(0)];
        for attempts in 1..count {
            at += schedule.delay_after(attempts).unwrap();
            told.push(span(at));
        }
        told.join(", ")
    };
    let backoff = Schedule::backoff();
    assert_eq!(backoff.delay_after(6), None);
    let hourly = Schedule::hourly();
    let mut attempts = 1_u32;
    let mut at = 0;
    while at + hourly.delay_after(attempts).unwrap() <= 30 * 86_400_000 {
        at += hourly.delay_after(attempts).unwrap();
        attempts += 1;
    }
    let day = Schedule::day();
    assert_eq!(day.delay_after(15), None);
    let list = Schedule::list(&[60_000, 3_600_000]);
    for line in [
        format!("| `\"backoff\"` | 6 | {} |", times(&backoff, 6)),
        format!(
            "| `\"hourly\"` | until retention ends (30 days: {attempts}) | {}, then each hour |",
            times(&hourly, 4)
        ),
        format!(
            "| `\"day\"` | 15 | {}, then each {} up to 24 h |",
            times(&day, 4),
            span(day.delay_after(4).unwrap() / 1_000 * 1_000)
        ),
        format!(
            "| `[\"1m\", \"1h\"]` | one more than pauses, at most 64 of them | {} |",
            times(&list, 3)
        ),
    ] {
        assert!(PAGE.contains(&line), "{line}");
    }
}
