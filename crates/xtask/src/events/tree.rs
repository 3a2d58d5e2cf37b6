//! The fields of an event as the object that they make.

use waxseal_events::catalog::{At, Catalog, Event, Field, Need};

/// One member of an object.
pub(super) struct Node {
    pub(super) name: &'static str,
    pub(super) field: &'static Field,
    pub(super) members: Vec<Node>,
}

/// Builds the members of an event. A field that the user places is not among them.
pub(super) fn members(catalog: &'static Catalog, event: &'static Event) -> Vec<Node> {
    let mut top = Vec::new();
    for field in catalog.fields(Some(event)) {
        if let At::Fixed(at) | At::Default(at) = field.at {
            let tokens: Vec<&'static str> = at.split('/').skip(1).collect();
            insert(&mut top, &tokens, field);
        }
    }
    top
}

fn insert(members: &mut Vec<Node>, tokens: &[&'static str], field: &'static Field) {
    match tokens {
        [] => {}
        [name] => members.push(Node {
            name,
            field,
            members: Vec::new(),
        }),
        // An object's own field comes before those in it.
        [name, rest @ ..] => {
            if let Some(node) = members.iter_mut().find(|node| node.name == *name) {
                insert(&mut node.members, rest, field);
            }
        }
    }
}

/// Writes an example with the required fields, if they are known.
pub(super) fn example(catalog: &'static Catalog, event: &'static Event) -> Option<String> {
    object(&members(catalog, event), event.name, 0)
}

fn object(members: &[Node], event_type: &str, depth: usize) -> Option<String> {
    let indent = "  ".repeat(depth + 1);
    let lines: Option<Vec<String>> = members
        .iter()
        .filter(|node| node.field.need == Need::Required)
        .map(|node| {
            let value = if node.name == "type" && depth == 0 {
                format!("{event_type:?}")
            } else if node.members.is_empty() {
                node.field.example.to_owned()
            } else {
                object(&node.members, event_type, depth + 1)?
            };
            Some(format!("{indent}{:?}: {value}", node.name))
        })
        .collect();
    let lines = lines.filter(|lines| !lines.is_empty())?.join(",\n");
    Some(format!("{{\n{lines}\n{}}}", "  ".repeat(depth)))
}
