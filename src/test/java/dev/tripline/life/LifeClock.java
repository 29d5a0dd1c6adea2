// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.world.Delivery;
import dev.tripline.life.world.Post;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Goes by deliveries, so far behind them that nothing is late: a life is the same every time. */
final class LifeClock implements WatermarkGenerator<Delivery> {

    private static final long STEP_MILLIS = 10_000;

    private long shown = Long.MIN_VALUE + STEP_MILLIS;

    static WatermarkStrategy<Delivery> strategy() {
        return WatermarkStrategy.forGenerator(context -> new LifeClock())
                .withTimestampAssigner((delivery, none) -> delivery.time());
    }

    @Override
    public void onEvent(Delivery delivery, long time, WatermarkOutput output) {
        long passed = time - Post.LATEST;
        if (passed - STEP_MILLIS > shown) {
            shown = passed;
            output.emitWatermark(new Watermark(passed));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
