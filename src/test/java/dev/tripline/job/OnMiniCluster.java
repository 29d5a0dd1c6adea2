// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.event.Redactor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Jobs as {@code tripline run} sets them up, on a cluster inside the test. */
public final class OnMiniCluster {

    public static final Redactor REDACTOR = new Redactor(new byte[] {1, 2, 3});

    private OnMiniCluster() {}

    public static MiniClusterExtension cluster() {
        return cluster(2, new Configuration());
    }

    /**
     * @param slots the highest parallelism of a job
     */
    public static MiniClusterExtension cluster(int slots, Configuration configuration) {
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(slots)
                        .build());
    }

    public static StreamExecutionEnvironment environment(int parallelism) {
        Configuration options = new Configuration();
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.OBJECT_REUSE, true);
        options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        return StreamExecutionEnvironment.getExecutionEnvironment(options);
    }

    public static <T> List<T> drain(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }
}
