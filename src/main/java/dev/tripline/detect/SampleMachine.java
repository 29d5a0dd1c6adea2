// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The meaning of a sample, for one join key: one match as soon as each term has an event of its
 * own, then silence. Feed it the hits of the key in {@link EventOrder}.
 *
 * <p>For each term as many hits are remembered as there are terms: more could not make a match that
 * these do not make. Without a horizon the earliest are, with one the newest, which count longest.
 */
public final class SampleMachine implements Forgetful {

    private final SampleShape shape;
    private final List<Hit> hits;
    private long matched;

    /**
     * @param remembered what an earlier machine of the same key remembered, or {@code null} for a
     *     fresh start
     */
    public SampleMachine(SampleShape shape, SampleEvents remembered) {
        this.shape = shape;
        this.hits = remembered == null ? new ArrayList<>() : new ArrayList<>(remembered.hits());
        this.matched = remembered == null ? SampleEvents.NEVER : remembered.matched();
    }

    /** The detection that {@code hit} completes, if it does; its events in the order of terms. */
    public Optional<Detection> apply(Hit hit) {
        long time = hit.evidence().time().millis();
        if (shape.horizon() != null) {
            forgetBefore(time - shape.horizon().toMillis());
        }
        if (matched != SampleEvents.NEVER || isKnown(hit)) {
            return Optional.empty();
        }
        hits.add(hit);
        forgetNeedless();
        Optional<List<Hit>> match = Representatives.of(hits, shape.terms());
        if (match.isEmpty()) {
            return Optional.empty();
        }
        matched = time;
        hits.clear();
        return Optional.of(
                new Detection(
                        hit.ruleKey(),
                        hit.joinKey(),
                        match.get().stream().map(Hit::evidence).toList()));
    }

    private boolean isKnown(Hit hit) {
        return hits.stream().anyMatch(known -> known.evidence().isSameEvent(hit.evidence()));
    }

    private void forgetNeedless() {
        List<Hit> needed = new ArrayList<>();
        boolean newest = shape.horizon() != null;
        int[] counts = new int[shape.terms()];
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(newest ? hits.size() - 1 - i : i);
            boolean isNeeded = false;
            for (int term = 0; term < counts.length; term++) {
                if (hit.matches(term) && counts[term]++ < shape.terms()) {
                    isNeeded = true;
                }
            }
            if (isNeeded) {
                needed.add(hit);
            }
        }
        if (newest) {
            Collections.reverse(needed);
        }
        hits.clear();
        hits.addAll(needed);
    }

    @Override
    public void forgetBefore(long millis) {
        hits.removeIf(hit -> hit.evidence().time().millis() < millis);
        if (matched < millis) {
            matched = SampleEvents.NEVER;
        }
    }

    @Override
    public OptionalLong oldest() {
        if (!hits.isEmpty()) {
            return OptionalLong.of(hits.get(0).evidence().time().millis());
        }
        return matched == SampleEvents.NEVER ? OptionalLong.empty() : OptionalLong.of(matched);
    }

    /**
     * @return {@code null} if nothing is remembered
     */
    SampleEvents remembered() {
        return oldest().isEmpty() ? null : new SampleEvents(hits, matched);
    }
}
