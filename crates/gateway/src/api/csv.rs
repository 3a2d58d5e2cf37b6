//! CSV as RFC 4180 has it. A cell that a spreadsheet would take for a formula begins with an
//! apostrophe: <https://owasp.org/www-community/attacks/CSV_Injection>.

use alloc::format;
use alloc::string::{String, ToString as _};

use crate::delivery::DeliveryState;
use crate::read::EventView;

const HEAD: &str = "id,revision,source,event_id,event_type,state,test,mark,assurance,accepted_at,body_bytes,deliveries";

/// Writes events, one per line, behind a line of names.
pub(super) fn write(events: &[EventView]) -> String {
    let mut text = String::from(HEAD);
    text.push_str("\r\n");
    for event in events {
        let deliveries = event.deliveries.iter();
        let deliveries: alloc::vec::Vec<String> = deliveries
            .map(|delivery| {
                format!(
                    "{}={}",
                    delivery.origin,
                    DeliveryState::as_str(delivery.state)
                )
            })
            .collect();
        let mark = event.mark.and_then(|mark| serde_json::to_value(mark).ok());
        let cells = [
            event.id.clone(),
            event.revision.to_string(),
            event.source.clone(),
            event.event_id.clone().unwrap_or_default(),
            event.event_type.clone().unwrap_or_default(),
            event.state.as_str().into(),
            event.test.to_string(),
            mark.as_ref()
                .and_then(|mark| mark.as_str())
                .unwrap_or_default()
                .into(),
            event.assurance.clone(),
            event.accepted_at.to_string(),
            event.body_bytes.to_string(),
            deliveries.join(" "),
        ];
        for (position, value) in cells.iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.push_str(&cell(value));
        }
        text.push_str("\r\n");
    }
    text
}

/// Writes one cell.
fn cell(value: &str) -> String {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let value = if is_formula {
        format!("'{value}")
    } else {
        value.to_string()
    };
    if value.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_its_line() {
        for (value, written) in [
            ("plain", "plain"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a=1", "a=1"),
            ("=1,\"x\"", "\"'=1,\"\"x\"\"\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(cell(value), written);
        }
    }
}
