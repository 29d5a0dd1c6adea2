// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts what came too late for its sequence, so that a delay set too short is seen. */
public final class CountLateHits extends RichMapFunction<Hit, Hit> {

    private static final long serialVersionUID = 1L;

    private transient Tally late;

    @Override
    public void open(OpenContext context) {
        late = Tally.of(getRuntimeContext(), Tally.LATE_HITS);
    }

    @Override
    public Hit map(Hit hit) {
        late.add();
        return hit;
    }
}
