//! What the program says about itself: help, usage, version, completions, the manual page, the settings file.

use std::io::{self, IsTerminal, Write};

use clap::CommandFactory;
use clap::error::ErrorKind;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::fault::{DONE, Fault, USAGE};
use super::out::{Out, tell};
use super::{schema, settings};
use crate::config;

/// Prints help, or what is wrong with the command line.
pub(super) fn usage(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            // A closed pipe is no failure.
            let _ = io::stdout().write_all(text.as_bytes());
            DONE
        }
        _ => {
            tell(error.render().to_string().trim_end());
            USAGE
        }
    }
}

/// Prints the version, and with `--json` that of the schema.
pub(super) fn version(out: &mut Out) -> Result<u8, Fault> {
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    if out.json {
        out.object(&schema::Version {
            name,
            version,
            schema: schema::VERSION,
        })?;
    } else {
        out.line(&format!("{name} {version}"))?;
    }
    Ok(DONE)
}

/// Prints completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) -> Result<u8, Fault> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut bytes);
    out.own(&bytes)?;
    Ok(DONE)
}

/// Prints the manual page: the program, then each command.
pub(super) fn manual(out: &mut Out) -> Result<u8, Fault> {
    let mut command = Arguments::command();
    command.build();
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut bytes)?;
    for part in command
        .get_subcommands()
        .filter(|part| part.get_name() != "help")
    {
        let about = part
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default();
        writeln!(
            bytes,
            ".SH \"DATELINE {}\"\n{about}",
            part.get_name().to_uppercase()
        )?;
        let page = clap_mangen::Man::new(part.clone());
        page.render_synopsis_section(&mut bytes)?;
        page.render_options_section(&mut bytes)?;
    }
    out.own(&bytes)?;
    Ok(DONE)
}

/// Prints the settings file with its defaults.
pub(super) fn config(out: &mut Out) -> Result<u8, Fault> {
    out.own(config::default_text(settings::keys()).as_bytes())?;
    Ok(DONE)
}
