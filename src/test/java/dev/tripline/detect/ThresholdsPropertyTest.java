// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The operator against {@link ReferenceThreshold}, on random streams in random order. */
class ThresholdsPropertyTest {

    private static final int GROUPS = 2;
    private static final long SPAN = 400;

    /** How far events may be out of order; the watermark stays so far behind the newest. */
    private static final long DISORDER = 60;

    @Property(tries = 60)
    void whatIsFoundDependsOnTheEventsAlone(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Threshold threshold = threshold(random);
        List<ThresholdHit> hits = hits(random, threshold);

        assertThat(ReferenceThreshold.show(run(random, threshold, hits)))
                .isEqualTo(ReferenceThreshold.detect(threshold, hits));
    }

    @Property(tries = 150)
    void aRuleTestFindsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Threshold threshold = threshold(random);
        List<ThresholdHit> hits = hits(random, threshold);
        Collections.shuffle(hits, random);

        assertThat(ReferenceThreshold.show(WholeThreshold.detect(threshold, hits)))
                .isEqualTo(ReferenceThreshold.detect(threshold, hits));
    }

    private static Threshold threshold(Random random) {
        long window = 10 + random.nextInt(60);
        long period = random.nextBoolean() ? window : window + random.nextInt(200);
        Integer[] cardinality = new Integer[random.nextInt(3)];
        for (int i = 0; i < cardinality.length; i++) {
            cardinality[i] = 1 + random.nextInt(4);
        }
        return ThresholdHits.threshold(
                1 + random.nextInt(6),
                window,
                Threshold.Match.values()[random.nextInt(2)],
                period,
                cardinality);
    }

    /** Some events often, some as several records of one request, some in bursts. */
    private static List<ThresholdHit> hits(Random random, Threshold threshold) {
        List<ThresholdHit> hits = new ArrayList<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            String group = "[" + random.nextInt(GROUPS) + "]";
            long time =
                    random.nextInt(3) == 0
                            ? random.nextInt((int) SPAN)
                            : SPAN / 2 + random.nextInt(30);
            int records = 1 + random.nextInt(2) * random.nextInt(3);
            for (int stage = 1; stage <= records; stage++) {
                Hit hit = Hits.record("A", group, "request-" + i, "" + stage, time);
                ThresholdHit read = ThresholdHits.hit(hit, values(random, threshold));
                hits.add(read);
                if (random.nextInt(4) == 0) {
                    hits.add(ThresholdHits.again(read));
                }
            }
        }
        return hits;
    }

    private static List<List<String>> values(Random random, Threshold threshold) {
        List<List<String>> values = new ArrayList<>();
        threshold
                .cardinality()
                .forEach(
                        some -> {
                            List<String> ofOne = new ArrayList<>();
                            for (int i = random.nextInt(3); i > 0; i--) {
                                ofOne.add("value-" + random.nextInt(6));
                            }
                            values.add(ofOne);
                        });
        return values;
    }

    /** In an order in which nothing is late, with watermarks and restarts at any place. */
    private static List<Detection> run(Random random, Threshold threshold, List<ThresholdHit> hits)
            throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        hits.forEach(
                hit -> arrivals.add(new Arrival(hit, time(hit) + random.nextInt((int) DISORDER))));
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        List<Detection> told = new ArrayList<>();
        ThresholdOperator operator = ThresholdOperator.start(threshold);
        long newest = Long.MIN_VALUE;
        for (Arrival arrival : arrivals) {
            operator.receive(arrival.hit());
            newest = Math.max(newest, arrival.at());
            if (random.nextInt(3) == 0) {
                operator.passes(newest - DISORDER);
            }
            if (random.nextInt(40) == 0) {
                told.addAll(operator.told());
                ThresholdOperator next = operator.restored();
                operator.close();
                operator = next;
                operator.passes(newest - DISORDER);
            }
        }
        operator.ends();
        told.addAll(operator.told());
        assertThat(operator.late()).isEmpty();
        assertThat(operator.stateEntries()).isZero();
        assertThat(operator.timers()).isZero();
        operator.close();
        return told;
    }

    private record Arrival(ThresholdHit hit, long at) {}

    private static long time(ThresholdHit hit) {
        return hit.hit().evidence().time().millis() - Hits.START;
    }
}
