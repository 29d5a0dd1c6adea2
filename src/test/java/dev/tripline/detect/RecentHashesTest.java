// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentHashesTest {

    private static final Duration HORIZON = Duration.ofMinutes(10);

    private final Random random = new Random(7);
    private long now = -3;

    private ContentHash any() {
        return new ContentHash(random.nextLong(), random.nextLong());
    }

    private RecentHashes recent(int maxPerGeneration) {
        return new RecentHashes(HORIZON, () -> now, maxPerGeneration);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whatIsKnownIsKnownForTheHorizonAndForgottenAfterTwoOfThem() {
        RecentHashes recent = recent(1000);
        pass(HORIZON.minusNanos(1));
        ContentHash late = any();
        assertThat(recent.add(late)).isTrue();

        pass(HORIZON);
        assertThat(recent.add(late)).isFalse();
        pass(HORIZON);
        assertThat(recent.add(late)).isTrue();
    }

    @Test
    void aLongSilenceIsForgottenAtOnce() {
        RecentHashes recent = recent(1000);
        ContentHash hash = any();
        recent.add(hash);

        pass(HORIZON.multipliedBy(2));

        assertThat(recent.add(hash)).isTrue();
    }

    @Test
    void theOldestMakeRoomWhenThereAreTooMany() {
        RecentHashes recent = recent(10);
        ContentHash first = any();
        recent.add(first);
        for (int i = 0; i < 18; i++) {
            assertThat(recent.add(any())).isTrue();
        }
        assertThat(recent.add(first)).isFalse();

        recent.add(any());
        recent.add(any());

        assertThat(recent.add(first)).isTrue();
    }

    /** As they grow, and where many have the same place in the table. */
    @Test
    void allAreToldApart() {
        RecentHashes recent = recent(1 << 20);
        Set<ContentHash> known = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ContentHash hash = new ContentHash(random.nextInt(50), 1 + (random.nextInt(80) << 11));

            assertThat(recent.add(hash)).isEqualTo(known.add(hash));
        }
    }
}
