//! Tables of sixteen numbers in which 128 persons look theirs up, by instructions that permute a vector where there are such.

use super::InstructionSet;
use super::columns::Lanes;

/// A number for each of sixteen classes.
pub type Table = [f32; 16];

/// Writes `tables[table][class]` for the classes of 128 persons; of a class above 15 only the lowest four bits count.
#[inline(always)]
pub fn look_up<const TABLES: usize>(
    tables: &[Table; TABLES],
    classes: &Lanes<u8>,
    numbers: &mut [Lanes<f32>; TABLES],
) {
    match super::chosen() {
        // SAFETY: as in `widest`, the machine has these instructions.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => unsafe { look_up_with_avx512(tables, classes, numbers) },
        // SAFETY: as in `widest`, the machine has these instructions.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => unsafe { look_up_with_avx2(tables, classes, numbers) },
        _ => one_by_one(tables, classes, numbers),
    }
}

#[inline(always)]
fn one_by_one<const TABLES: usize>(
    tables: &[Table; TABLES],
    classes: &Lanes<u8>,
    numbers: &mut [Lanes<f32>; TABLES],
) {
    for (numbers, table) in numbers.iter_mut().zip(tables) {
        for (number, &class) in numbers.iter_mut().zip(classes) {
            *number = table[class as usize % 16];
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline]
fn look_up_with_avx512<const TABLES: usize>(
    tables: &[Table; TABLES],
    classes: &Lanes<u8>,
    numbers: &mut [Lanes<f32>; TABLES],
) {
    use core::arch::x86_64::{
        __m128i, _mm_loadu_si128, _mm512_cvtepu8_epi32, _mm512_loadu_ps, _mm512_permutexvar_ps,
        _mm512_storeu_ps,
    };
    for (group, sixteen) in classes.as_chunks::<16>().0.iter().enumerate() {
        // SAFETY: sixteen bytes are read from an array of sixteen, at any alignment.
        let bytes = unsafe { _mm_loadu_si128(sixteen.as_ptr().cast::<__m128i>()) };
        let classes = _mm512_cvtepu8_epi32(bytes);
        for (numbers, table) in numbers.iter_mut().zip(tables) {
            // SAFETY: sixteen numbers are read from an array of sixteen, and sixteen written within one of 128.
            unsafe {
                let found = _mm512_permutexvar_ps(classes, _mm512_loadu_ps(table.as_ptr()));
                _mm512_storeu_ps(numbers[group * 16..][..16].as_mut_ptr(), found);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn look_up_with_avx2<const TABLES: usize>(
    tables: &[Table; TABLES],
    classes: &Lanes<u8>,
    numbers: &mut [Lanes<f32>; TABLES],
) {
    use core::arch::x86_64::{
        __m128i, _mm_loadl_epi64, _mm256_blendv_ps, _mm256_castsi256_ps, _mm256_cvtepu8_epi32,
        _mm256_loadu_ps, _mm256_permutevar8x32_ps, _mm256_slli_epi32, _mm256_storeu_ps,
    };
    for (group, eight) in classes.as_chunks::<8>().0.iter().enumerate() {
        // SAFETY: eight bytes are read from an array of eight, at any alignment.
        let bytes = unsafe { _mm_loadl_epi64(eight.as_ptr().cast::<__m128i>()) };
        let classes = _mm256_cvtepu8_epi32(bytes);
        // The uppermost bit of each number says whether its class is above 7.
        let upper = _mm256_castsi256_ps(_mm256_slli_epi32::<28>(classes));
        for (numbers, table) in numbers.iter_mut().zip(tables) {
            // SAFETY: twice eight numbers are read from an array of sixteen, and eight written within one of 128.
            unsafe {
                let low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table.as_ptr()), classes);
                let high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table[8..].as_ptr()), classes);
                _mm256_storeu_ps(numbers[group * 8..][..8].as_mut_ptr(), _mm256_blendv_ps(low, high, upper));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_instructions_finds_the_same_numbers() {
        let table = |first: u16| std::array::from_fn(|class| f32::from(first + class as u16));
        let tables: [Table; 2] = [table(0), table(100)];
        let classes: Lanes<u8> =
            std::array::from_fn(|lane| if lane == 9 { u8::MAX } else { (lane * 7 % 16) as u8 });
        let expected = tables.map(|table| classes.map(|class| table[class as usize % 16]));
        let mut found = [[0.0; 128]; 2];
        one_by_one(&tables, &classes, &mut found);
        assert_eq!(found, expected);
        #[cfg(target_arch = "x86_64")]
        {
            // SAFETY: each is called only where the machine has its instructions.
            unsafe {
                if InstructionSet::Avx2.is_there() {
                    found = [[0.0; 128]; 2];
                    look_up_with_avx2(&tables, &classes, &mut found);
                    assert_eq!(found, expected);
                }
                if InstructionSet::Avx512.is_there() {
                    found = [[0.0; 128]; 2];
                    look_up_with_avx512(&tables, &classes, &mut found);
                    assert_eq!(found, expected);
                }
            }
        }
    }
}
