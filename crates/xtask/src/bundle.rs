//! `bundle`: a folder that runs waxseal on a machine of one's own: workerd's
//! configuration, the Worker, the pages and a start script.

use std::path::Path;
use std::process::ExitCode;

use crate::args::{Args, Verb};
use crate::build::{self, Product};
use crate::failure::Failure;
use crate::metadata::Metadata;
use crate::sh::Sh;
use crate::{node, paths};

pub(crate) const VERB: Verb = Verb {
    name: "bundle",
    about: "Builds the Worker and puts it into a folder that runs it on this machine, without Cloudflare",
    words: "[DIR]",
    flags: &[],
    run,
};

/// What the folder is made of.
const PARTS: [Product; 4] = [
    Product::Npm,
    Product::Pages,
    Product::Worker,
    Product::Create,
];

/// Where the folder keeps packages that are in no registry.
const PACKAGES: &str = "packages";

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let folder = match args.words() {
        [] => Metadata::read()?.target_directory.join("bundle"),
        [one] => std::path::absolute(one)
            .map_err(|e| Failure::usage(format!("bundle: {one} is no usable path: {e}")))?,
        _ => return Err(Failure::usage("bundle: one folder, or none").hint(VERB.help())),
    };
    let sh = Sh::new(args);
    build::prepare(&sh)?;
    PARTS
        .into_iter()
        .try_for_each(|part| build::one(&sh, part))?;
    let told = make(&sh, &folder)?;
    print!("{told}");
    Ok(ExitCode::SUCCESS)
}

/// Makes the folder as `npm create waxseal` does, or renews the Worker in one
/// that was made before: configuration and secrets in it are its owner's. The
/// command line in it is the one that was built here.
fn make(sh: &Sh, folder: &Path) -> Result<String, Failure> {
    let root = paths::root();
    let mut create = node::node();
    create
        .arg(root.join("npm/create-waxseal/src/bin.mjs"))
        .arg(folder)
        .arg("--yes");
    if folder.join("waxseal.jsonc").is_file() {
        create.arg("--update");
    } else {
        let spec = format!("file:{PACKAGES}/waxseal-{}.tgz", node::version("waxseal")?);
        create.args(["--self-hosted", "--waxseal", &spec]);
    }
    let told = sh.run("making the folder", &mut create)?;
    let packages = folder.join(PACKAGES);
    std::fs::create_dir_all(&packages)
        .map_err(|e| Failure::new(format!("cannot make {}: {e}", packages.display())))?;
    let mut pack = node::npm();
    pack.current_dir(root.join("npm/waxseal"))
        .args(["pack", "--ignore-scripts", "--pack-destination"])
        .arg(&packages);
    sh.run("packing the command line", &mut pack)?;
    Ok(told)
}
