// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the few events that came nearest to a match, of equally near ones the first. */
final class NearestMisses {

    private static final int KEPT = 3;

    private final List<EventExplanation> nearest = new ArrayList<>();

    void offer(EventExplanation event) {
        nearest.add(event);
        nearest.sort(Comparator.comparingInt(EventExplanation::leavesMissing));
        if (nearest.size() > KEPT) {
            nearest.remove(KEPT);
        }
    }

    List<EventExplanation> nearestFirst() {
        return nearest;
    }
}
