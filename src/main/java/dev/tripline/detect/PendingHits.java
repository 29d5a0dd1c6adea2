// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The hits of a key that the watermark has not passed yet, so that an earlier one may still come.
 */
final class PendingHits {

    private final MapState<Long, List<Hit>> byTime;

    PendingHits(RuntimeContext context) {
        this.byTime =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "pending-hits",
                                Types.LONG,
                                Types.LIST(TypeInformation.of(Hit.class))));
    }

    void add(Hit hit) throws Exception {
        long time = hit.evidence().time().millis();
        List<Hit> sameTime = byTime.get(time);
        List<Hit> hits = sameTime == null ? new ArrayList<>() : sameTime;
        hits.add(hit);
        byTime.put(time, hits);
    }

    /** All of them, in event order. */
    List<Hit> all() throws Exception {
        List<Hit> all = new ArrayList<>();
        byTime.values().forEach(all::addAll);
        all.sort(EventOrder.INSTANCE);
        return all;
    }

    /** Those of one millisecond, in event order; empty if there are none. */
    List<Hit> take(long time) throws Exception {
        List<Hit> hits = byTime.get(time);
        if (hits == null) {
            return List.of();
        }
        byTime.remove(time);
        hits.sort(EventOrder.INSTANCE);
        return hits;
    }
}
