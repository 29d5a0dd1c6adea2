// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.event.DeadLetter;
import dev.tripline.intake.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts the alerts that a sink would never take. */
public final class CountRejected extends RichMapFunction<DeadLetter, DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final String sink;
    private transient Tally rejected;

    /**
     * @param sink as the letters name it
     */
    public CountRejected(String sink) {
        this.sink = sink;
    }

    @Override
    public void open(OpenContext context) {
        rejected = Tally.ofRejected(getRuntimeContext(), sink);
    }

    @Override
    public DeadLetter map(DeadLetter letter) {
        rejected.add();
        return letter;
    }
}
