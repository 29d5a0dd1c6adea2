// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class ExecutionTest {

    @Test
    void outlivesCheckpointsThatFailUnlessToldOtherwise() {
        assertThat(tolerated(Map.of())).isEqualTo(Integer.MAX_VALUE);
        assertThat(tolerated(Map.of("execution.checkpointing.tolerable-failed-checkpoints", "3")))
                .isEqualTo(3);
    }

    private static int tolerated(Map<String, String> options) {
        return Execution.environment(Configuration.fromMap(options))
                .getConfiguration()
                .get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER);
    }
}
