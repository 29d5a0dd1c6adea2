// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.JoinKey;
import dev.tripline.rule.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rules with thresholds and what counts for them; times are milliseconds. */
final class ThresholdHits {

    static final String GROUP = "[\"group\"]";

    private ThresholdHits() {}

    /**
     * @param cardinality for each condition on values how many it asks for
     */
    static Threshold threshold(
            int value, long window, Threshold.Match match, long period, Integer... cardinality) {
        return new Threshold(
                List.of(new JoinKey("group", false)),
                value,
                Duration.ofMillis(window),
                match,
                IntStream.range(0, cardinality.length)
                        .mapToObj(
                                i ->
                                        new Threshold.Cardinality(
                                                List.of(new JoinKey("v" + i, false)),
                                                cardinality[i]))
                        .toList(),
                Duration.ofMillis(period));
    }

    static Threshold atLeast(int value, long window) {
        return threshold(value, window, Threshold.Match.ALL, window);
    }

    /** An event of {@link #GROUP} without values. */
    static ThresholdHit event(long millis) {
        return event(millis, List.of());
    }

    /** An event of {@link #GROUP} with these values for the conditions of its rule. */
    static ThresholdHit event(long millis, List<List<String>> values) {
        return hit(Hits.hit("A", GROUP, millis, "event-" + millis + values), values);
    }

    static ThresholdHit hit(Hit hit, List<List<String>> values) {
        List<ShownValues> shown = new ArrayList<>();
        for (List<String> ofOne : values) {
            List<TermHash> hashes = new ArrayList<>();
            ofOne.stream().distinct().forEach(value -> hashes.add(TermHash.of(value)));
            shown.add(new ShownValues(hashes));
        }
        return new ThresholdHit(hit, shown);
    }

    static ThresholdHit again(ThresholdHit hit) {
        return new ThresholdHit(Hits.again(hit.hit()), hit.values());
    }
}
