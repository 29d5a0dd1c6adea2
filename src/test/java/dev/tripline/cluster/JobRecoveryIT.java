// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.testing.Await;
import dev.tripline.testing.FlinkCluster;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedFlinkCluster;
import dev.tripline.testing.SharedKafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Between the two halves of a theft, something breaks or is replaced. */
@ExtendWith({SharedKafkaBroker.class, SharedFlinkCluster.class})
class JobRecoveryIT {

    private static final Path JAR = Path.of("target/tripline-job.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-03-02T13:00:00Z");
    private static final Instant TWO = Instant.parse("2026-03-02T14:00:00Z");

    private final FlinkCluster cluster;

    @TempDir private Path directory;

    JobRecoveryIT(FlinkCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void findsTheftsOverALostTaskManagerAndAnUpgradeToAnotherParallelism(KafkaBroker broker)
            throws Exception {
        Topics topics = Topics.create(broker, "recovery");
        String config = JobFile.ofTwoTopics(broker, "recovery");
        TokenTheft first = new TokenTheft("web-1", NOON);
        TokenTheft second = new TokenTheft("web-2", ONE);
        String job = submit(config, "-p", "2");

        topics.begin(first);
        cluster.killTaskManager();
        cluster.startTaskManager();
        topics.end(first, ONE);
        topics.alerts().await(1);

        topics.begin(second);
        String savepoint = cluster.stopWithSavepoint(job, PATIENCE);
        String upgraded = submit(config, "-p", "1", "-s", savepoint);
        topics.end(second, TWO);
        topics.alerts().await(2);

        cluster.stopWithSavepoint(upgraded, PATIENCE);
        assertThat(topics.alerts().byKey().values())
                .extracting(alert -> alert.at("/orchestrator/resource/name").asText())
                .containsExactlyInAnyOrder("web-1", "web-2");
    }

    @Test
    void goesOnWhenTheBrokerIsBack() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
            Topics topics = Topics.create(broker, "outage");
            TokenTheft theft = new TokenTheft("web-1", NOON);
            String job = submit(JobFile.ofTwoTopics(broker, "outage"), "-p", "2");

            topics.begin(theft);
            broker.kill();
            broker.restart();
            topics.end(theft, ONE);

            assertThat(topics.alerts().await(1)).hasSize(1);
            cluster.cancel(job, PATIENCE);
        }
    }

    private String submit(String config, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), config);
        return cluster.submit(List.of(options), JAR, "run", "--config", file.toString());
    }

    /** The topics of one test, two partitions each. */
    private record Topics(KafkaBroker broker, String name) {

        static Topics create(KafkaBroker broker, String name) {
            broker.createTopic(name + "-runtime", 2);
            broker.createTopic(name + "-audit", 2);
            broker.createTopic(name + "-alerts", 2);
            return new Topics(broker, name);
        }

        /**
         * Returns when a checkpoint holds the first half: only then are offsets committed, and a
         * job that had lost its state would not read it again.
         */
        void begin(TokenTheft theft) throws Exception {
            long before = committed();
            broker.produce(name + "-runtime", 0, List.of(theft.read()));
            Await.until(
                    "a checkpoint of the first half",
                    PATIENCE,
                    this::committed,
                    offset -> offset > Math.max(before, 0));
        }

        /** The second half, and in every partition something that is later than all of it. */
        void end(TokenTheft theft, Instant later) {
            broker.produce(name + "-audit", 0, List.of(theft.request()));
            for (int partition = 0; partition < 2; partition++) {
                broker.produce(name + "-runtime", partition, List.of(TokenTheft.laterFile(later)));
                broker.produce(name + "-audit", partition, List.of(TokenTheft.laterRequest(later)));
            }
        }

        Alerts alerts() {
            return new Alerts(broker, name + "-alerts");
        }

        private long committed() throws Exception {
            return broker.committedOffset(name, name + "-runtime", 0);
        }
    }
}
