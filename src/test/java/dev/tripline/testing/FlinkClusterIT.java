// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {

    private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(30);
    private static final Duration TIME_TO_RUN = Duration.ofSeconds(60);

    @TempDir private Path home;

    @Test
    void replacesATaskManagerThatWasKilled() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(home, 1)) {
            assertThat(cluster.taskManagers()).containsExactly("taskmanager-1");

            cluster.killTaskManager();
            cluster.startTaskManager();

            Await.until(
                    "the killed TaskManager to be written off",
                    TIME_TO_NOTICE,
                    cluster::taskManagers,
                    Set.of("taskmanager-2")::equals);
        }
    }

    @Test
    void carriesAJobOverTheLossOfATaskManagerAndThroughASavepoint() throws Exception {
        Path jar = jarOf(EndlessJob.class);
        try (FlinkCluster cluster = FlinkCluster.start(home, 1)) {
            String first = cluster.submit(jar);
            cluster.awaitAllTasksRunning(first, TIME_TO_RUN);
            cluster.awaitCheckpoints(first, 1, TIME_TO_RUN);

            cluster.killTaskManager();
            cluster.startTaskManager();
            cluster.awaitAllTasksRunning(first, TIME_TO_RUN);
            cluster.awaitCheckpoints(first, 2, TIME_TO_RUN);

            String savepoint = cluster.stopWithSavepoint(first, TIME_TO_RUN);
            String second = cluster.submit(List.of("-s", savepoint, "-p", "2"), jar);
            cluster.awaitAllTasksRunning(second, TIME_TO_RUN);
            assertThat(cluster.jobState(second)).isEqualTo(JobStatus.RUNNING);

            cluster.cancel(second, TIME_TO_RUN);
            assertThatThrownBy(() -> cluster.awaitState(second, JobStatus.RUNNING, TIME_TO_RUN))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("is CANCELED");
        }
    }

    @Test
    void showsWhatTheClientSaidWhenAJobCannotBeSubmitted() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(home, 0)) {
            assertThatThrownBy(() -> cluster.submit(Path.of("no-such.jar")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("flink run failed")
                    .hasMessageContaining("JAR file does not exist: no-such.jar");
        }
    }

    @Test
    void showsTheLogOfAServerThatDoesNotStart() {
        assertThatThrownBy(
                        () ->
                                FlinkCluster.start(
                                        home, 0, Map.of("jobmanager.rpc.port", "not a port")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("jobmanager is not running")
                .hasMessageContaining("Could not parse value 'not a port'");
    }

    private Path jarOf(Class<?> job) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, job.getName());
        String entry = job.getName().replace('.', '/') + ".class";
        Path jar = home.resolve("job.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream bytes = job.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
