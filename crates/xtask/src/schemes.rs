//! What `gen` writes from the core's table of schemes: the reference page, the
//! rows as JSON, and the JSON Schema of users' own.

mod entry;
mod index;
mod page;
mod shape;
mod vectors;

pub(crate) use entry::code;

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use waxseal::Scheme;
use waxseal::schemes::{self, Definition, GROUPS, Group, Note};

use crate::failure::Failure;
use crate::paths;
use vectors::Vectors;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const ID: &str = "https://raw.githubusercontent.com/waxseal/waxseal/main/docs/scheme.schema.json";

/// A row with everything that the page says of it.
struct Row {
    definition: Definition,
    note: &'static Note,
    scheme: Scheme<'static>,
    vectors: Vectors,
    /// Those of what its vendor asks, where it asks.
    askings: Option<Vectors>,
}

/// Returns every file, with its text.
///
/// # Errors
/// A row that has no vectors, or that the engine does not read.
pub(crate) fn files() -> Result<Vec<(PathBuf, String)>, Failure> {
    let docs = paths::root().join("docs");
    let groups = rows()?;
    Ok(vec![
        (docs.join("schemes.md"), page::page(&groups)),
        (docs.join("schemes.json"), json()),
        (docs.join("scheme.schema.json"), schema()),
    ])
}

/// Reads every row of every group.
fn rows() -> Result<Vec<(&'static Group, Vec<Row>)>, Failure> {
    let mut definitions = schemes::all();
    let mut read = |note: &'static Note| {
        let definition = definitions.next().filter(|row| row.id == note.id);
        let scheme = definition.and_then(|row| row.scheme());
        let (Some(definition), Some(scheme)) = (definition, scheme) else {
            return Err(Failure::new(format!(
                "the scheme {} cannot be read",
                note.id
            )));
        };
        let asks = scheme.handshake.is_some();
        Ok(Row {
            definition,
            note,
            vectors: Vectors::read(note.id)?,
            askings: asks
                .then(|| Vectors::read_handshakes(note.id))
                .transpose()?,
            scheme,
        })
    };
    GROUPS
        .iter()
        .map(|group| {
            Ok((
                group,
                group
                    .notes
                    .iter()
                    .map(&mut read)
                    .collect::<Result<_, _>>()?,
            ))
        })
        .collect()
}

/// Writes every row as an object, a line each: what a user's own scheme would say.
fn json() -> String {
    let lines: Vec<String> = schemes::all()
        .map(|row| {
            let fields: Map<String, Value> = row
                .fields()
                .map(|(name, value)| (name.to_owned(), json!(value)))
                .collect();
            format!("{}: {}", json!(row.id), Value::Object(fields))
        })
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Writes the JSON Schema of a user's own scheme.
fn schema() -> String {
    let mut schema = waxseal_gateway::config::own_scheme_schema();
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".into(), json!(DRAFT));
        map.insert("$id".into(), json!(ID));
        map.insert("title".into(), json!("A webhook scheme of your own"));
    }
    format!("{schema:#}\n")
}

#[cfg(test)]
mod own_tests;
#[cfg(test)]
mod tests;
