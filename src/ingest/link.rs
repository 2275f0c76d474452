//! Addresses: http and https only, after a parser; and what of an address names the article it leads to.

use url::Url;

use crate::text::clean::clean_line;

/// Parameters that say how a reader came, not where to.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "yclid",
    "msclkid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "ref",
    "ref_src",
    "cmpid",
    "ocid",
    "ncid",
    "smid",
    "at_medium",
    "at_campaign",
];

/// Longest address that is kept.
const LONGEST: usize = 4096;

/// Returns the address as a parser writes it, if it is one that may be opened.
pub(super) fn address(text: &str) -> Option<String> {
    parse(text).map(|url| clean_line(url.as_str()))
}

/// Whether the text is meant as an address of any kind.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim_start();
    ["http://", "https://", "//", "www."].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    })
}

/// The site of an address, as a source is named.
pub(super) fn host(text: &str) -> Option<String> {
    let url = parse(text)?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(clean_line(host))
}

/// The address without what does not belong to the article: fragment, trackers, the port of the scheme, `http` or `https`.
pub(super) fn canonical(text: &str) -> Option<String> {
    let mut url = parse(text)?;
    url.set_fragment(None);
    let kept: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|part| !part.is_empty() && !is_tracking(part))
        .map(str::to_owned)
        .collect();
    url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    let canonical = url.as_str();
    let (_, rest) = canonical.split_once("://")?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    Some(rest.trim_end_matches('/').to_owned())
}

fn parse(text: &str) -> Option<Url> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let url = if text.starts_with("//") {
        Url::parse(&format!("https:{text}"))
    } else {
        Url::parse(text)
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_tracking(part: &str) -> bool {
    let name = part
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_may_be_opened_pass() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(address(text).as_deref(), expected);
        check(
            " HTTPS://Example.org/a b ",
            Some("https://example.org/a%20b"),
        );
        check("//example.org/a", Some("https://example.org/a"));
        check("javascript:alert(1)", None);
        check("file:///etc/hosts", None);
        check("/a/b", None);
        check("https://", None);
    }

    #[test]
    fn an_article_has_one_canonical_address() {
        let check = |text: &str| assert_eq!(canonical(text).as_deref(), Some("example.org/a?id=7"));
        check("https://Example.org/a?id=7");
        check("http://www.example.org:80/a?utm_source=x&id=7&fbclid=y#top");
        assert_eq!(
            canonical("https://example.org/a/?utm_medium=z").as_deref(),
            Some("example.org/a")
        );
    }

    #[test]
    fn a_host_names_a_site() {
        assert_eq!(
            host("https://www.example.org/a").as_deref(),
            Some("example.org")
        );
    }
}
