// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.CountedTerms;
import dev.tripline.detect.Detection;
import dev.tripline.detect.EventOrder;
import dev.tripline.detect.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The hits of one rule that count, to be told key by key and in event order. */
final class HitsByKey {

    private final List<Hit> hits = new ArrayList<>();

    void add(Hit hit) {
        hits.add(hit);
    }

    /**
     * @param teller takes what a key is called, and its hits
     */
    void tell(BiConsumer<String, List<Hit>> teller) {
        hits.sort(EventOrder.INSTANCE);
        Map<String, List<Hit>> byKey = new LinkedHashMap<>();
        hits.forEach(hit -> byKey.computeIfAbsent(hit.joinKey(), k -> new ArrayList<>()).add(hit));
        byKey.forEach(
                (key, ofKey) -> {
                    List<Hit> counting = CountedTerms.of(ofKey);
                    teller.accept(title(key, ofKey.size() - counting.size()), counting);
                });
    }

    private static String title(String key, int again) {
        String title = key.equals(Detection.NO_KEY) ? "all events, without a key" : "key " + key;
        return again == 0
                ? title
                : title + " (" + again + " more, of the same events or requests, do not count)";
    }
}
