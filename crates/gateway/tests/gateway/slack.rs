//! Messages to Slack.

use proptest::prelude::*;
use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::Head;

use crate::forward::{forwarded, header, is_verified, to};
use crate::support::{NOW, Sender, config, secret};

fn team(more: &str) -> Config {
    config(&format!(
        r#"{{
          "sources": {{ "shop": {{ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] }} }},
          "origins": {{ "team": {{ "url": "{{secret:SLACK_URL}}", "format": "slack", "events": ["*"], {more} }} }},
        }}"#
    ))
}

fn shop(body: &[u8]) -> Head {
    Sender::new("affiliatebase", "AFFILIATEBASE").head("shop", "evt_1", body, NOW)
}

fn sent(more: &str, data: &Value) -> Value {
    let body = json!({ "id": "evt_1", "type": "payout.failed", "data": data }).to_string();
    let (calls, _) = forwarded(&team(more), "shop", shop(body.as_bytes()), body.as_bytes());
    serde_json::from_slice(&to(&calls, "team").request.body).unwrap()
}

#[test]
fn a_message_is_a_json_body_with_the_text_and_no_signature() {
    let config = team(
        r#""text": "Payout {/data/id} of {/data/cents|major:/data/currency} {/data/currency} failed""#,
    );
    let body = br#"{"id":"evt_1","type":"payout.failed","data":{"id":"po_7","cents":123456,"currency":"EUR"}}"#;
    let (calls, view) = forwarded(&config, "shop", shop(body), body);
    let call = to(&calls, "team");
    assert_eq!(call.request.method, "POST");
    assert_eq!(call.request.url, secret("SLACK_URL").unwrap());
    assert_eq!(
        &*call.request.body,
        br#"{"text":"Payout po_7 of 1234.56 EUR failed"}"#
    );
    assert_eq!(header(call, "content-type"), Some("application/json"));
    assert_eq!(header(call, "webhook-signature"), None);
    assert_eq!(header(call, "waxseal-original-svix-signature"), None);
    let shown = format!("{calls:?}{view:?}{config:?}");
    for part in ["XXXXXXXX", "B00000000", "services"] {
        assert!(!shown.contains(part), "{part}");
    }
}

#[test]
fn values_are_escaped_as_slack_asks_and_the_operators_words_are_not() {
    let data = json!({ "id": "<!channel> & <https://evil.example|x>\n*Payout approved*", "q": "\"quoted\" é" });
    assert_eq!(
        sent(r#""text": "<!here> A & B: {/data/id}\n{/data/q}""#, &data),
        json!({ "text": "<!here> A & B: &lt;!channel&gt; &amp; &lt;https://evil.example|x&gt; *Payout approved*\n\"quoted\" é" })
    );
}

#[test]
fn a_message_is_signed_when_a_secret_is_given() {
    let config = team(r#""text": "x", "secrets": ["CRM"]"#);
    let body = br#"{"id":"evt_1","type":"x"}"#;
    let (calls, _) = forwarded(&config, "shop", shop(body), body);
    assert!(is_verified(
        to(&calls, "team"),
        "standard-webhooks",
        &secret("CRM").unwrap()
    ));
}

proptest! {
    #[test]
    fn no_value_adds_a_member_a_line_or_a_control_sequence(value in "\\PC{1,60}", raw in "[\\x01-\\x7f]{1,40}") {
        for value in [value, raw] {
            let Value::Object(message) = sent(r#""text": "a {/data/v} b""#, &json!({ "v": value })) else { panic!() };
            prop_assert_eq!(message.len(), 1);
            let text = message["text"].as_str().unwrap();
            prop_assert!(!text.contains(['<', '>', '\n', '\r']), "{}", text);
            let unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let plain: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            prop_assert_eq!(unescaped, format!("a {plain} b"));
        }
    }
}
