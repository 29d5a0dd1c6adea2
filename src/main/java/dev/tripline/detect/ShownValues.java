// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The values that an event has for one cardinality of a threshold, without repetition. */
public record ShownValues(List<TermHash> hashes) {

    ShownValues with(ShownValues other) {
        Set<TermHash> union = new LinkedHashSet<>(hashes);
        union.addAll(other.hashes);
        return new ShownValues(new ArrayList<>(union));
    }
}
