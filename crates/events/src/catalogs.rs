//! The catalogs, in the order of the reference page.

mod affiliatebase;
mod minimum;
mod track360;
mod waxseal;

pub use affiliatebase::AFFILIATEBASE;
pub use minimum::MINIMUM;
pub use track360::TRACK360;
pub use waxseal::WAXSEAL;

use crate::catalog::Catalog;

/// All of them.
pub static ALL: &[&Catalog] = &[&AFFILIATEBASE, &TRACK360, &MINIMUM, &WAXSEAL];

/// Finds a catalog by its id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Catalog> {
    ALL.iter().copied().find(|catalog| catalog.id == id)
}
