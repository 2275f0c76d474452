//! Groups of words that stand alike: capitals inside sentences, and clusters of vectors.

/// How often a word is capitalised inside sentences: 0 unknown, 1 never to 5 always.
pub(super) fn bucket(seen: Option<&(u32, u32)>) -> u32 {
    let Some(&(lower, capital)) = seen else {
        return 0;
    };
    let all = lower + capital;
    if all < 3 {
        return 0;
    }
    match capital * 100 / all {
        0..=1 => 1,
        2..=19 => 2,
        20..=79 => 3,
        80..=97 => 4,
        _ => 5,
    }
}

/// Numbers of a word vector.
pub(super) const DIMS: usize = 64;

pub(super) fn normalise(v: &mut [f32; DIMS]) {
    let length = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
    v.iter_mut().for_each(|x| *x /= length);
}

pub(super) fn nearest(point: &[f32; DIMS], centres: &[[f32; DIMS]]) -> usize {
    let mut best = (f32::MIN, 0);
    for (n, centre) in centres.iter().enumerate() {
        let likeness: f32 = point.iter().zip(centre).map(|(a, b)| a * b).sum();
        if likeness > best.0 {
            best = (likeness, n);
        }
    }
    best.1
}

/// Centres of `count` groups of unit vectors; always the same ones for the same points.
pub(super) fn centres(points: &[[f32; DIMS]], count: usize) -> Vec<[f32; DIMS]> {
    let mut centres: Vec<[f32; DIMS]> = (0..count.min(points.len()))
        .map(|n| points[n * points.len() / count])
        .collect();
    for _ in 0..14 {
        let mut sums = vec![[0.0_f32; DIMS]; centres.len()];
        for point in points {
            let sum = &mut sums[nearest(point, &centres)];
            sum.iter_mut().zip(point).for_each(|(s, p)| *s += p);
        }
        for (centre, sum) in centres.iter_mut().zip(&mut sums) {
            if sum.iter().any(|x| *x != 0.0) {
                normalise(sum);
                *centre = *sum;
            }
        }
    }
    centres
}
