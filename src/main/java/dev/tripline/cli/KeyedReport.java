// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.CountedTerms;
import dev.tripline.detect.Detection;
import dev.tripline.detect.EventOrder;
import dev.tripline.detect.Hit;
import dev.tripline.detect.WindowClass;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what the hits of one rule amount to, key by key and in event order. */
abstract sealed class KeyedReport implements MatchReport permits ChainReport, SampleReport {

    private final List<Hit> hits = new ArrayList<>();
    private final List<Detection> matches = new ArrayList<>();

    /**
     * Tells of one key.
     *
     * @param hits those that count
     * @return its matches
     */
    abstract List<Detection> tell(List<Hit> hits, PrintWriter out);

    @Override
    public final void detection(Detection detection) {
        throw new IllegalStateException("what goes by keys is not decided by one event");
    }

    @Override
    public final void hit(Hit hit, WindowClass window) {
        hits.add(hit);
    }

    @Override
    public final void print(PrintWriter out) {
        hits.sort(EventOrder.INSTANCE);
        Map<String, List<Hit>> byKey = new LinkedHashMap<>();
        hits.forEach(hit -> byKey.computeIfAbsent(hit.joinKey(), k -> new ArrayList<>()).add(hit));
        byKey.forEach(
                (key, ofKey) -> {
                    List<Hit> counting = CountedTerms.of(ofKey);
                    out.println(title(key, ofKey.size() - counting.size()));
                    matches.addAll(tell(counting, out));
                    out.println();
                });
    }

    @Override
    public final List<Detection> matches() {
        return Collections.unmodifiableList(matches);
    }

    private static String title(String key, int again) {
        String title = key.equals(Detection.NO_KEY) ? "all events, without a key" : "key " + key;
        return again == 0
                ? title
                : title + " (" + again + " more, of the same events or requests, do not count)";
    }
}
