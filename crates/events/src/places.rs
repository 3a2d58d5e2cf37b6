//! Finds where a document holds the fields of a catalog that fixes no places.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::catalog::{At, Catalog};
use crate::document::{Document, Json};

/// How deep names are looked for: an envelope, the entity in it, and a part of that.
const DEPTH: usize = 3;

/// How many members are looked at.
const MEMBERS: usize = 2_000;

impl Catalog {
    /// Finds members of a document that are called like a field whose place the user has to set,
    /// nearest to the root first: `affiliate_id` and `affiliateId` are one name. Pairs of field
    /// and pointer, as [`crate::Options::pointers`] takes them. A guess to start from, and no more.
    #[must_use]
    pub fn find_places(&self, document: &Document<'_>) -> Vec<(String, String)> {
        let names: Vec<(String, String)> = members(document)
            .into_iter()
            .map(|(name, pointer)| (plain(name), pointer))
            .collect();
        let mut found: Vec<(String, String)> = Vec::new();
        let own = self.events.iter().flat_map(|event| event.fields);
        for field in self.common.iter().chain(own) {
            let is_found = found.iter().any(|(name, _)| name == field.name);
            if field.at != At::Open || is_found {
                continue;
            }
            let wanted = plain(field.name);
            if let Some((_, pointer)) = names.iter().find(|(name, _)| *name == wanted) {
                found.push((field.name.to_string(), pointer.clone()));
            }
        }
        found
    }
}

/// Lists members with their pointers, those near the root first.
fn members<'d>(document: &'d Document<'_>) -> Vec<(&'d str, String)> {
    let mut found = Vec::new();
    let mut waiting: VecDeque<(&Json<'_>, String, usize)> =
        VecDeque::from([(document.root(), String::new(), 0)]);
    while let Some((value, at, depth)) = waiting.pop_front() {
        let Json::Object(members) = value else {
            continue;
        };
        for (name, value) in members {
            if found.len() == MEMBERS {
                return found;
            }
            let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            found.push((name.as_ref(), pointer.clone()));
            if depth < DEPTH && matches!(value, Json::Object(_)) {
                waiting.push_back((value, pointer, depth + 1));
            }
        }
    }
    found
}

/// A name without case, `_` and `-`.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
