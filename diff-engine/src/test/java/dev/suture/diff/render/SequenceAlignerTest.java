package dev.suture.diff.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceAlignerTest {
    private static Object[] keys(String text) {
        return text.chars().mapToObj(c -> (char) c).toArray();
    }

    private static int matches(String left, String right) {
        int[] partner = SequenceAligner.align(keys(left), keys(right));
        int last = -1;
        int count = 0;
        for (int i = 0; i < partner.length; i++) {
            if (partner[i] >= 0) {
                assertThat(partner[i]).isGreaterThan(last);
                assertThat(left.charAt(i)).isEqualTo(right.charAt(partner[i]));
                last = partner[i];
                count++;
            }
        }
        return count;
    }

    @Test
    void findsWhatStayed() {
        assertThat(matches("abcdef", "abcdef")).isEqualTo(6);
        assertThat(matches("abcdef", "abXdef")).isEqualTo(5);
        assertThat(matches("", "abc")).isZero();
        assertThat(matches("abc", "")).isZero();
        assertThat(matches("abc", "xyz")).isZero();
        assertThat(matches("aabbaabb", "aabXbaab")).isEqualTo(7);
    }

    /** On short texts of few letters, where hardly anything is unique, Myers finds a longest common subsequence. */
    @Test
    void withoutAnchorsTheCommonSubsequenceIsLongest() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            String left = doubled(random);
            String right = doubled(random);
            assertThat(matches(left, right)).as("%s / %s", left, right).isLessThanOrEqualTo(longest(left, right));
            String noAnchors = "ab".repeat(3) + left;
            String other = "ba".repeat(3) + right;
            assertThat(matches(noAnchors, other)).isEqualTo(longest(noAnchors, other));
        }
    }

    /** Letters a and b only. */
    private static String doubled(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static int longest(String left, String right) {
        int[][] best = new int[left.length() + 1][right.length() + 1];
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                best[i][j] = left.charAt(i - 1) == right.charAt(j - 1)
                        ? best[i - 1][j - 1] + 1
                        : Math.max(best[i - 1][j], best[i][j - 1]);
            }
        }
        return best[left.length()][right.length()];
    }

    @Test
    void longSequencesWithNothingInCommonEnd() {
        Object[] left = new Object[20_000];
        Object[] right = new Object[20_000];
        Arrays.setAll(left, i -> "l" + i % 7);
        Arrays.setAll(right, i -> "r" + i % 7);
        assertThat(SequenceAligner.align(left, right)).containsOnly(-1);
    }
}
