// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.NewTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** New terms among all the sightings that there are, in memory: what {@link Sightings} finds. */
public final class WholeSightings {

    private WholeSightings() {}

    /**
     * @param sightings of one rule, in any order
     */
    public static List<Detection> detect(NewTerms rule, Collection<Sighting> sightings)
            throws Exception {
        Map<String, TermLearner> groups = new HashMap<>();
        List<Detection> detections = new ArrayList<>();
        for (Sighting sighting : sightings.stream().sorted(Sightings.ORDER).toList()) {
            TermLearner learner =
                    groups.computeIfAbsent(
                            sighting.key(), key -> new TermLearner(rule, new InMemory(), null));
            if (learner.see(sighting) == TermLearner.Outcome.NEW) {
                detections.add(learner.detection(sighting));
            }
        }
        return detections;
    }

    private record InMemory(Map<TermHash, Long> terms) implements KnownTerms {

        InMemory() {
            this(new HashMap<>());
        }

        @Override
        public Long get(TermHash term) {
            return terms.get(term);
        }

        @Override
        public void put(TermHash term, long slot) {
            terms.put(term, slot);
        }

        @Override
        public void remove(TermHash term) {
            terms.remove(term);
        }

        @Override
        public Iterable<Map.Entry<TermHash, Long>> all() {
            return terms.entrySet();
        }

        @Override
        public void clear() {
            terms.clear();
        }
    }
}
