// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.alert.Alert;
import dev.tripline.intake.Tally;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Lets alerts pass that at least one sink takes, and counts the others. */
public final class TakenBySome extends RichFilterFunction<Alert> {

    private static final long serialVersionUID = 1L;

    private final List<Route> routes;
    private transient Tally unrouted;

    public TakenBySome(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public void open(OpenContext context) {
        unrouted = Tally.of(getRuntimeContext(), Tally.UNROUTED);
    }

    @Override
    public boolean filter(Alert alert) {
        for (Route route : routes) {
            if (route.filter(alert)) {
                return true;
            }
        }
        unrouted.add();
        return false;
    }
}
