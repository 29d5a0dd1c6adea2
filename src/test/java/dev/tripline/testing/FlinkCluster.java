// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;

/**
 * A real Flink session cluster: a JobManager and TaskManagers with two slots each, every one in a
 * JVM of its own, on 127.0.0.1 only. Jobs checkpoint every second unless they say otherwise.
 *
 * <p>Every wait has a limit; its failure carries the job's exception and the logs of all JVMs.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_TO_SUBMIT = Duration.ofMinutes(2);
    private static final Pattern SUBMITTED = Pattern.compile("with JobID ([0-9a-f]{32})");

    private final Path home;
    private final FlinkConfiguration configuration;
    private final FlinkRest rest;
    private final ClusterReport report;
    private final Deque<ChildJvm> taskManagers = new ArrayDeque<>();
    private final ChildJvm jobManager;
    private int startedTaskManagers;
    private int submissions;

    private FlinkCluster(Path home, Map<String, String> settings) throws IOException {
        this.home = Files.createDirectories(home).toAbsolutePath();
        int restPort = LoopbackPort.free();
        this.configuration =
                FlinkConfiguration.write(this.home, LoopbackPort.free(), restPort, settings);
        this.rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
        this.report = new ClusterReport(rest);
        this.jobManager =
                start(
                        "jobmanager",
                        FlinkConfiguration.JOB_MANAGER_MEMORY,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        List.of("--executionMode", "cluster"));
    }

    public static FlinkCluster start(Path home, int taskManagers) throws IOException {
        return start(home, taskManagers, Map.of());
    }

    /**
     * Returns when all TaskManagers have registered.
     *
     * @param home for configuration, checkpoints, savepoints and logs of this cluster alone
     * @param settings Flink options that differ from those that all tests share
     */
    public static FlinkCluster start(Path home, int taskManagers, Map<String, String> settings)
            throws IOException {
        FlinkCluster cluster = new FlinkCluster(home, settings);
        try {
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < taskManagers; i++) {
                expected.add(cluster.launchTaskManager());
            }
            cluster.await(
                    "registration of " + expected,
                    TIME_TO_START,
                    cluster::taskManagers,
                    expected::equals);
            return cluster;
        } catch (AssertionError | IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** Runs {@code flink run} detached and returns the id of the job. */
    public String submit(Path jar, String... arguments) throws IOException, InterruptedException {
        return submit(List.of(), jar, arguments);
    }

    /**
     * As {@link #submit(Path, String...)}, with options of {@code flink run}, such as {@code -s}
     * and a savepoint or {@code -p} and a parallelism.
     */
    public String submit(List<String> options, Path jar, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("run", "-d"));
        line.addAll(options);
        line.add(jar.toString());
        line.addAll(List.of(arguments));
        String output =
                ChildJvm.run(
                        "flink run",
                        new JavaCommand(
                                ServerLib.FLINK_DIST,
                                configuration.jvmOptions(FlinkConfiguration.CLIENT_MEMORY),
                                "org.apache.flink.client.cli.CliFrontend",
                                line,
                                Map.of("FLINK_CONF_DIR", configuration.directory().toString())),
                        home.resolve("submit-" + ++submissions + ".log"),
                        TIME_TO_SUBMIT);
        Matcher submitted = SUBMITTED.matcher(output);
        if (!submitted.find()) {
            throw new AssertionError("No job was submitted; `flink run` said:\n" + output);
        }
        return submitted.group(1);
    }

    /** SIGKILL to the TaskManager that has run longest; the JobManager is left to find out. */
    public void killTaskManager() {
        taskManagers.removeFirst().kill();
    }

    /** Returns when one more TaskManager has registered. */
    public void startTaskManager() throws IOException {
        String id = launchTaskManager();
        await(
                "registration of " + id,
                TIME_TO_START,
                this::taskManagers,
                registered -> registered.contains(id));
    }

    /** Ids of the TaskManagers that the JobManager counts on, killed ones until it finds out. */
    public Set<String> taskManagers() throws IOException, InterruptedException {
        return report.taskManagers();
    }

    public JobStatus jobState(String jobId) throws IOException, InterruptedException {
        return report.jobState(jobId);
    }

    /**
     * Fails at once when the job ends in another state. A state that passes, such as RESTARTING,
     * can be missed.
     */
    public void awaitState(String jobId, JobStatus state, Duration limit) {
        await(
                "job %s to be %s".formatted(jobId, state),
                limit,
                () -> {
                    JobStatus seen = jobState(jobId);
                    if (seen != state && seen.isGloballyTerminalState()) {
                        throw new AssertionError("Job %s is %s".formatted(jobId, seen));
                    }
                    return seen;
                },
                state::equals);
    }

    /**
     * Waits until every task runs, and runs on a TaskManager that was not killed. The state of the
     * job says less: it is running while tasks are still being deployed, and while nobody has
     * noticed that a TaskManager is gone.
     */
    public void awaitAllTasksRunning(String jobId, Duration limit) {
        awaitState(jobId, JobStatus.RUNNING, limit);
        Set<String> alive = new HashSet<>();
        taskManagers.forEach(taskManager -> alive.add(taskManager.name()));
        await(
                "all tasks of job %s to run on %s".formatted(jobId, alive),
                limit,
                () -> report.tasks(jobId),
                tasks ->
                        !tasks.isEmpty()
                                && tasks.stream()
                                        .allMatch(
                                                task ->
                                                        task.state().equals("RUNNING")
                                                                && alive.contains(
                                                                        task.taskManager())));
    }

    /**
     * Waits for {@code count} checkpoints to complete from now on. The first of them may have begun
     * before; two are enough to know that one saw everything that had happened until now.
     */
    public void awaitCheckpoints(String jobId, int count, Duration limit)
            throws IOException, InterruptedException {
        int before = report.completedCheckpoints(jobId);
        await(
                "%d checkpoints after the first %d of job %s".formatted(count, before, jobId),
                limit,
                () -> report.completedCheckpoints(jobId),
                completed -> completed >= before + count);
    }

    /** Ends the job and returns the path of its savepoint. */
    public String stopWithSavepoint(String jobId, Duration limit)
            throws IOException, InterruptedException {
        String trigger =
                rest.post(
                                "/jobs/" + jobId + "/stop",
                                "{\"drain\": false, \"targetDirectory\": \"%s\"}"
                                        .formatted(home.resolve("savepoints").toUri()))
                        .path("request-id")
                        .asText();
        JsonNode savepoint =
                await(
                        "the savepoint of job " + jobId,
                        limit,
                        () -> rest.get("/jobs/" + jobId + "/savepoints/" + trigger),
                        answer -> answer.path("status").path("id").asText().equals("COMPLETED"));
        JsonNode location = savepoint.path("operation").path("location");
        if (!location.isTextual()) {
            throw new AssertionError("The savepoint failed: " + savepoint + evidence());
        }
        awaitState(jobId, JobStatus.FINISHED, limit);
        return location.asText();
    }

    public void cancel(String jobId, Duration limit) throws IOException, InterruptedException {
        rest.patch("/jobs/" + jobId + "?mode=cancel");
        awaitState(jobId, JobStatus.CANCELED, limit);
    }

    /** Ends what still runs, or waits to run. */
    void cancelAll(Duration limit) throws IOException, InterruptedException {
        for (JsonNode job : rest.get("/jobs").get("jobs")) {
            if (!JobStatus.valueOf(job.get("status").asText()).isGloballyTerminalState()) {
                cancel(job.get("id").asText(), limit);
            }
        }
    }

    @Override
    public void close() {
        taskManagers.forEach(ChildJvm::close);
        jobManager.close();
    }

    private String launchTaskManager() throws IOException {
        String id = "taskmanager-" + ++startedTaskManagers;
        taskManagers.addLast(
                start(
                        id,
                        FlinkConfiguration.TASK_MANAGER_MEMORY,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        List.of("-Dtaskmanager.resource-id=" + id)));
        return id;
    }

    private ChildJvm start(
            String name, List<String> memory, String mainClass, List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add("--configDir");
        line.add(configuration.directory().toString());
        line.addAll(arguments);
        return ChildJvm.start(
                name,
                new JavaCommand(
                        ServerLib.FLINK_DIST, configuration.jvmOptions(memory), mainClass, line),
                home.resolve(name + ".log"));
    }

    private <T> T await(String awaited, Duration limit, Callable<T> look, Predicate<T> good) {
        try {
            return Await.until(
                    awaited,
                    limit,
                    () -> {
                        jobManager.requireAlive();
                        taskManagers.forEach(ChildJvm::requireAlive);
                        return look.call();
                    },
                    good);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + evidence(), e);
        }
    }

    private String evidence() {
        StringBuilder evidence = new StringBuilder(report.exceptions());
        evidence.append(jobManager.evidence());
        taskManagers.forEach(taskManager -> evidence.append(taskManager.evidence()));
        return evidence.toString();
    }
}
