//! Where a request goes and what it says, by the kind of its origin.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::json;

use super::unsent::Unsent;
use super::{ORIGINAL, Parcel, header_text};
use crate::config::{Origin, Target, find};
use crate::event::Facts;

const FORM: &str = "application/x-www-form-urlencoded";

/// A request without signature.
pub(super) struct Content {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Rc<[u8]>,
}

impl Parcel<'_> {
    /// Writes what an origin is told of the event.
    pub(super) fn content(&self, origin: &Origin) -> Result<Content, Unsent> {
        match &origin.target {
            Target::Event { url } => Ok(self.event(url)),
            Target::Postback { template, secrets } => {
                let document = self.facts.document(self.body)?;
                let url = template.render_with(&document, &|name| find(secrets, name))?;
                Ok(postback(url, origin.method))
            }
            Target::Slack { url, text } => {
                let document = self.facts.document(self.body)?;
                let text = text.render(&document, &escape_for_slack)?;
                Ok(Content {
                    url: url.as_str().into(),
                    headers: typed("application/json"),
                    body: Rc::from(json!({ "text": text }).to_string().into_bytes()),
                })
            }
        }
    }

    /// Writes the event as it was received. A postback has its content in the
    /// query: it becomes a form, because origins take POST. Beside a body, the
    /// query is told in a header.
    fn event(&self, url: &str) -> Content {
        let Facts { method, query, .. } = self.facts;
        let is_postback = self.facts.is_query(self.body);
        let kept = self.facts.headers.iter();
        let mut headers: Vec<(String, String)> = kept
            .filter(|(name, _)| !is_postback || name.starts_with(ORIGINAL))
            .cloned()
            .collect();
        let body = if is_postback {
            headers.extend(typed(FORM));
            headers.push((format!("{ORIGINAL}method"), method.clone()));
            Rc::from(query.as_bytes())
        } else {
            if !query.is_empty() {
                headers.push((format!("{ORIGINAL}query"), header_text(query).into_owned()));
            }
            Rc::clone(self.body)
        };
        Content {
            url: url.into(),
            headers,
            body,
        }
    }
}

/// Makes a request of a URL that was filled in: by POST its query is the body.
/// Nothing of the sender's request goes along, because a network is no part of
/// the operator's own systems.
fn postback(url: String, method: &str) -> Content {
    if method == "GET" {
        return Content {
            url,
            headers: Vec::new(),
            body: Rc::from([]),
        };
    }
    let (url, query) = match url.split_once('?') {
        Some((url, query)) => (url.into(), String::from(query)),
        None => (url, String::new()),
    };
    Content {
        url,
        headers: typed(FORM),
        body: Rc::from(query.into_bytes()),
    }
}

fn typed(media: &str) -> Vec<(String, String)> {
    alloc::vec![("content-type".into(), media.into())]
}

/// Writes a value so that Slack shows it as it is. These three characters, and
/// only these, are to be escaped (api.slack.com/docs/message-formatting, "How
/// to escape characters"): no value then becomes a link or calls a channel. A
/// line break becomes a blank, so that no value looks like a line of the operator's.
fn escape_for_slack(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}
