//! The day it is where the program runs.

use std::env;
use std::fs;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// Today, by the clock and the time zone of the system.
pub fn today() -> civil::Date {
    Timestamp::now().to_zoned_datetime(zone()).date()
}

/// The zone of the system, by its rules alone: asked for by name the library first lists every zone that the system knows, and
/// that takes longer than a search does.
fn zone() -> TimeZone {
    let rules = match env::var_os("TZ") {
        None => fs::read("/etc/localtime").ok(),
        Some(_) => None,
    };
    rules
        .and_then(|rules| TimeZone::tzif("Local", &rules).ok())
        .unwrap_or_else(TimeZone::system)
}

#[cfg(test)]
mod tests {
    use jiff::ZonedDateTime;

    use super::*;

    #[test]
    fn it_is_the_day_that_the_library_says() {
        let before = ZonedDateTime::now().date();
        let here = today();
        let after = ZonedDateTime::now().date();
        assert!(here == before || here == after, "{here}");
    }
}
