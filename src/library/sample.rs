//! The built-in sample corpus.

use crate::ingest::Source;

/// The name the browser shows.
pub(super) const NAME: &str = "sample: South Caucasus 2020-2023";

const FILES: [(&str, &[u8]); 10] = [
    (
        "sample/2020-2021.json",
        include_bytes!("../../data/sample/2020-2021.json"),
    ),
    (
        "sample/2022-2023.jsonl",
        include_bytes!("../../data/sample/2022-2023.jsonl"),
    ),
    (
        "sample/other-languages.json",
        include_bytes!("../../data/sample/other-languages.json"),
    ),
    (
        "sample/gas-cut.txt",
        include_bytes!("../../data/sample/gas-cut.txt"),
    ),
    (
        "sample/lavrov-yerevan.txt",
        include_bytes!("../../data/sample/lavrov-yerevan.txt"),
    ),
    (
        "sample/michel-letter.txt",
        include_bytes!("../../data/sample/michel-letter.txt"),
    ),
    (
        "sample/phone-calls.txt",
        include_bytes!("../../data/sample/phone-calls.txt"),
    ),
    (
        "sample/reservoir.txt",
        include_bytes!("../../data/sample/reservoir.txt"),
    ),
    (
        "sample/upper-lars.txt",
        include_bytes!("../../data/sample/upper-lars.txt"),
    ),
    (
        "sample/zourabichvili.txt",
        include_bytes!("../../data/sample/zourabichvili.txt"),
    ),
];

/// The files of the sample, compiled in.
pub(super) fn sources() -> Vec<Source> {
    FILES
        .iter()
        .map(|&(name, bytes)| Source::Given { name, bytes })
        .collect()
}
