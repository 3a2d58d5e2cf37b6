//! What `gen` writes from the routes of the API: the OpenAPI document, and the table in the guide.

use std::fs;
use std::path::PathBuf;

use waxseal_gateway::api;

use crate::failure::Failure;
use crate::paths;

/// The lines between which the guide's table stands.
const BEGIN: &str = "<!-- routes: generated, see cargo xtask gen -->\n";
const END: &str = "<!-- end of routes -->\n";

/// Returns every file, with its text.
pub(crate) fn files() -> Result<Vec<(PathBuf, String)>, Failure> {
    let root = paths::root();
    let guide = root.join("docs/api.md");
    let text = fs::read_to_string(&guide)
        .map_err(|e| Failure::new(format!("cannot read docs/api.md: {e}")))?;
    Ok(vec![
        (
            root.join("docs/openapi.json"),
            format!("{:#}\n", api::document()),
        ),
        (guide, with_table(&text)?),
    ])
}

/// Puts the table of today in the place of the one that is there.
fn with_table(text: &str) -> Result<String, Failure> {
    let (before, rest) = text
        .split_once(BEGIN)
        .ok_or_else(|| Failure::new("docs/api.md has no place for the table of routes"))?;
    let (_, after) = rest
        .split_once(END)
        .ok_or_else(|| Failure::new("docs/api.md has no end of the table of routes"))?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", api::reference()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_replaces_the_one_that_is_there_and_nothing_else() {
        let text = format!("a\n{BEGIN}of yesterday\n{END}b\n");
        let new = with_table(&text).unwrap();
        assert!(new.starts_with(&format!("a\n{BEGIN}| Method |")), "{new}");
        assert!(new.ends_with(&format!("{END}b\n")), "{new}");
        assert!(!new.contains("of yesterday"));
        assert_eq!(with_table(&new).unwrap(), new);
        assert!(with_table("nothing").is_err());
    }
}
