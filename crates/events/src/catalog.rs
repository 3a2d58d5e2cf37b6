//! What a catalog of events consists of. All of it is data.

use crate::kind::Kind;

/// The events that one kind of sender sends.
#[derive(Debug)]
pub struct Catalog {
    /// The name in configurations: `affiliatebase`.
    pub id: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Whose names these are.
    pub owner: Owner,
    /// What it is, in a few sentences for the reference page.
    pub about: &'static str,
    /// Where the facts stand.
    pub reference: &'static str,
    /// Fields of every event.
    pub common: &'static [Field],
    /// The types. One without a name if the catalog knows no types.
    pub events: &'static [Event],
    /// Schema versions that the check takes unless the user lists others.
    pub versions: &'static [&'static str],
}

/// Whose names the types and fields have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The source's own, as it writes them.
    Source,
    /// Ours, for what the sources describe without naming it.
    Waxseal,
}

/// One type of event.
#[derive(Debug)]
pub struct Event {
    /// What stands in the type field. Empty in a catalog without types.
    pub name: &'static str,
    /// When it is sent.
    pub about: &'static str,
    /// Fields beside the common ones.
    pub fields: &'static [Field],
}

/// One field: a name, a place, and what may stand there.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The field's name; of a concept, the name under which the user sets its pointer.
    pub name: &'static str,
    /// Where it stands.
    pub at: At,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be there.
    pub need: Need,
    /// What it means, for the reference page.
    pub about: &'static str,
    /// A value for examples, as JSON.
    pub example: &'static str,
}

/// Where a field stands in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At this JSON pointer, fixed by the sender's documentation.
    Fixed(&'static str),
    /// At this pointer unless the user sets another.
    Default(&'static str),
    /// Unknown: checked only once the user has set a pointer.
    Open,
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Missing is a finding.
    Required,
    /// Checked where present. `null` counts as absent.
    Optional,
}

impl Catalog {
    /// Finds a type. A catalog without types has one event, whatever its name.
    #[must_use]
    pub fn event(&self, name: Option<&str>) -> Option<&'static Event> {
        if !self.has_types() {
            return self.events.first();
        }
        let name = name?;
        self.events.iter().find(|event| event.name == name)
    }

    /// Says whether its events have types.
    #[must_use]
    pub fn has_types(&self) -> bool {
        self.common.iter().any(|field| field.name == TYPE)
    }

    /// Iterates over the fields of an event: the common ones, then its own.
    pub fn fields(&self, event: Option<&'static Event>) -> impl Iterator<Item = &'static Field> {
        let own = event.map_or(&[][..], |event| event.fields);
        self.common.iter().chain(own)
    }

    /// Finds a field by its name, whatever the event.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        let own = self.events.iter().flat_map(|event| event.fields);
        self.common
            .iter()
            .chain(own)
            .find(|field| field.name == name)
    }
}

/// The name of the field that tells the type.
pub(crate) const TYPE: &str = "type";
