//! Whether words stand near each other, by their places in a text.

/// Whether a window of `distance` words between its ends holds every word; `places` are sorted.
pub(crate) fn within(places: &[(u32, usize)], words: usize, distance: u32) -> bool {
    narrowest(places, words, distance).is_some()
}

/// The first such window, as a range of `places`.
pub(crate) fn narrowest(
    places: &[(u32, usize)],
    words: usize,
    distance: u32,
) -> Option<std::ops::Range<usize>> {
    let mut counts = vec![0usize; words];
    let mut missing = words;
    let mut start = 0;
    for (end, (place, word)) in places.iter().enumerate() {
        counts[*word] += 1;
        missing -= usize::from(counts[*word] == 1);
        // Drop from the front what is too far away or stands again later.
        while start < end {
            let (first, word) = places[start];
            let far = place - first > distance.saturating_add(1);
            if !far && (missing > 0 || counts[word] == 1) {
                break;
            }
            counts[word] -= 1;
            missing += usize::from(counts[word] == 0);
            start += 1;
        }
        if missing == 0 {
            return Some(start..end + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::within;

    fn check(first: &[u32], second: &[u32], distance: u32, expected: bool) {
        let mut places: Vec<(u32, usize)> = first.iter().map(|place| (*place, 0)).collect();
        places.extend(second.iter().map(|place| (*place, 1)));
        places.sort_unstable();
        assert_eq!(
            within(&places, 2, distance),
            expected,
            "{first:?} {second:?} {distance}"
        );
    }

    #[test]
    fn the_words_between_are_counted() {
        check(&[3], &[4], 0, true);
        check(&[3], &[5], 0, false);
        check(&[3], &[5], 1, true);
        check(&[9], &[4], 4, true);
        check(&[9], &[4], 3, false);
        check(&[1, 50], &[20, 52], 1, true);
        check(&[], &[1], 9, false);
    }
}
