// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Evaluate;
import dev.tripline.detect.QueryRule;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.event.FieldSet;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.intake.FileArrivals;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A source that never says how far time has come, and never ends. */
class NoWatermarkIT {

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    @Test
    @Timeout(60)
    void aRuleOnSingleEventsAlertsAllTheSame() throws Exception {
        Files.writeString(
                directory.resolve("events.ndjson"),
                """
                {"@timestamp": "2026-03-01T10:00:00Z", "id": 1, "kind": "harmless"}
                {"@timestamp": "2026-03-01T10:00:01Z", "id": 2, "kind": "theft"}
                """);
        List<Rule> rules = List.of(QueryRule.of("theft", "any where kind == \"theft\""));
        FieldSet fields = FieldSet.of(RuleEvaluator.fields(rules, List.of("id")));
        StreamExecutionEnvironment env = OnMiniCluster.environment(1);
        Detecting detecting =
                Detecting.on(
                        List.of(
                                env.fromSource(
                                                endless(fields),
                                                WatermarkStrategy.noWatermarks(),
                                                "endless")
                                        .process(
                                                new Evaluate(
                                                        "endless",
                                                        Duration.ZERO,
                                                        rules,
                                                        fields,
                                                        List.of("id"),
                                                        OnMiniCluster.REDACTOR),
                                                TypeInformation.of(Detection.class))),
                        rules,
                        Horizons.ENDLESS,
                        true);

        try (CloseableIterator<Detection> detections = detecting.detections().collectAsync()) {
            JobClient job = env.executeAsync();
            Detection found = detections.next();
            job.cancel().get();

            assertThat(found.completing().fields()).isEqualTo("{\"id\":2,\"kind\":\"theft\"}");
        }
    }

    private FileSource<dev.tripline.intake.Arrival> endless(FieldSet fields) {
        IntakeSettings settings =
                new IntakeSettings(
                        "endless",
                        SourceFormat.documents("@timestamp"),
                        SourceContext.of(OnMiniCluster.REDACTOR),
                        fields,
                        1 << 20,
                        500,
                        null,
                        null);
        return FileSource.forBulkFileFormat(
                        new FileArrivals(settings),
                        org.apache.flink.core.fs.Path.fromLocalFile(directory.toFile()))
                .monitorContinuously(Duration.ofMillis(100))
                .build();
    }
}
