// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KindTimesTest {

    private static final Lateness LATENESS =
            new Lateness(Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(50));

    private record Seen(int kind, long time, long ingested) {}

    private static KindTimes of(List<Seen> events) {
        KindTimes times = new KindTimes(LATENESS);
        events.forEach(event -> times.add(event.kind, event.time, event.ingested));
        return times;
    }

    /** So it makes no difference which subtask reads which partition. */
    @Property
    void partsMergeToTheSameInAnyOrder(
            @ForAll("events") List<Seen> one, @ForAll("events") List<Seen> other) {
        KindTimes together = of(one);
        together.addAll(of(other));
        KindTimes turned = of(other);
        turned.addAll(of(one));

        assertThat(together.slowest()).isEqualTo(turned.slowest());
    }

    @Property
    void theSlowestIsNeverAheadOfTheNewestArrival(@ForAll("events") List<Seen> events) {
        long newest = events.stream().mapToLong(Seen::ingested).max().orElse(0);

        assertThat(of(events).slowest()).isLessThanOrEqualTo(newest);
    }

    @Property
    void noEventThatIsRepeatedIsNew(@ForAll("events") List<Seen> events) {
        KindTimes times = of(events);

        assertThat(events)
                .allSatisfy(e -> assertThat(times.add(e.kind, e.time, e.ingested)).isFalse());
    }

    @Provide
    Arbitrary<List<Seen>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(0, 200),
                        Arbitraries.longs().between(0, 100))
                .as((kind, ingested, lag) -> new Seen(kind, ingested - lag, ingested))
                .list()
                .ofMaxSize(20);
    }
}
