// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sequence over all the hits that there are, in memory: what {@link ExactSequences} finds. */
public final class WholeSequence {

    private final SequenceShape shape;
    private final MissingCheck missing;
    private final List<CompletedMatch> completed = new ArrayList<>();

    private WholeSequence(SequenceShape shape) {
        this.shape = shape;
        this.missing = new MissingCheck(shape);
    }

    /**
     * @param hits of one rule, in any order
     */
    public static List<Detection> detect(SequenceShape shape, Collection<Hit> hits) {
        Map<String, List<Hit>> byKey = new TreeMap<>();
        hits.stream()
                .sorted(EventOrder.INSTANCE)
                .forEach(hit -> byKey.computeIfAbsent(hit.key(), k -> new ArrayList<>()).add(hit));
        List<Detection> detections = new ArrayList<>();
        for (List<Hit> ofKey : byKey.values()) {
            WholeSequence sequence = new WholeSequence(shape);
            sequence.run(ofKey);
            sequence.completed.forEach(match -> detections.add(match.detection()));
        }
        return detections;
    }

    private void run(List<Hit> hits) {
        SequenceMachine machine = new SequenceMachine(shape, null);
        for (Hit hit : CountedTerms.of(hits)) {
            if (missing.isTrailing(hit)) {
                completed.removeIf(match -> !match.isDecided() && missing.spoils(hit, match));
            }
            machine.apply(hit).ifPresent(completed::add);
        }
    }
}
