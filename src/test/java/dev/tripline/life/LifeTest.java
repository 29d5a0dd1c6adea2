// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final int SOME = 20_000;

    private final List<Delivery> some = live(1);

    @Test
    void isTheSameForTheSameSeed() {
        List<Delivery> again = live(1);

        for (int i = 0; i < SOME; i++) {
            assertThat(again.get(i).time()).isEqualTo(some.get(i).time());
            assertThat(again.get(i).record()).isEqualTo(some.get(i).record());
        }
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(live(2).get(SOME - 1).record()).isNotEqualTo(some.get(SOME - 1).record());
    }

    @Test
    void comesInOrderOnEveryWire() {
        assertThat(some).extracting(Delivery::time).isSorted();
        assertThat(some.get(0).time()).isGreaterThanOrEqualTo(Almanac.START);
        Set<Wire> wires = EnumSet.noneOf(Wire.class);
        some.forEach(delivery -> wires.add(delivery.on()));
        assertThat(wires).containsExactlyInAnyOrder(Wire.values());
    }

    @Test
    void bringsSomeRecordsTwice() {
        Set<Integer> seen = new HashSet<>();
        assertThat(some).anyMatch(delivery -> !seen.add(Arrays.hashCode(delivery.record())));
    }

    private static List<Delivery> live(long seed) {
        Life life = new Life(new LifeOptions(2, 1, 0.02, seed, List.of()), 0, 1);
        List<Delivery> deliveries = new ArrayList<>();
        while (deliveries.size() < SOME) {
            deliveries.add(life.next());
        }
        return deliveries;
    }
}
