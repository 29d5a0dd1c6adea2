// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.intake.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Lets the first of equal alerts pass, keyed by {@link Alert#id()}: sources deliver at least once,
 * and a record that comes twice is not two incidents.
 */
public final class FirstOnly extends RichFilterFunction<Alert> {

    private static final long serialVersionUID = 1L;

    /**
     * Longer than any usual redelivery, short enough that the ids of a noisy rule do not pile up.
     */
    private static final Duration MEMORY = Duration.ofDays(1);

    private transient ValueState<Boolean> seen;
    private transient Map<String, Tally> alerts;

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Boolean> descriptor =
                new ValueStateDescriptor<>("alert-seen", Types.BOOLEAN);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
        seen = getRuntimeContext().getState(descriptor);
        alerts = new HashMap<>();
    }

    @Override
    public boolean filter(Alert alert) throws Exception {
        boolean first = seen.value() == null;
        seen.update(true);
        if (first) {
            alerts.computeIfAbsent(
                            alert.ruleId(), rule -> Tally.ofAlerts(getRuntimeContext(), rule))
                    .add();
        }
        return first;
    }
}
