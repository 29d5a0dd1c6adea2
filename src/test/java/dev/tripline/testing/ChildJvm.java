// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A running JVM that writes to a log file and does not outlive the tests. */
final class ChildJvm implements AutoCloseable {

    private static final int TAIL_LINES = 100;
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(10);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> RUNNING.forEach(Process::destroyForcibly),
                                "kill-test-servers"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts the JVM and does not wait for anything. The log is appended to. */
    static ChildJvm start(String name, JavaCommand command, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command.line())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        RUNNING.add(process);
        return new ChildJvm(name, log, process);
    }

    /** Runs a JVM to its end and returns what it wrote; any exit code but 0 is a failure. */
    static String run(String name, JavaCommand command, Path log, Duration limit)
            throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        try (ChildJvm jvm = start(name, command, log)) {
            if (!jvm.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        name + " did not end within " + limit.toSeconds() + " s" + jvm.evidence());
            }
            if (jvm.process.exitValue() != 0) {
                throw new AssertionError(name + " failed" + jvm.evidence());
            }
        }
        return Files.readString(log);
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends a wait that a dead process can never fulfil. */
    void requireAlive() {
        if (!isAlive()) {
            throw new AssertionError(name + " is not running");
        }
    }

    /** SIGKILL: no shutdown hook of the server runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly();
        Await.until("the end of " + name, TIME_TO_DIE, () -> !process.isAlive());
        RUNNING.remove(process);
    }

    /** The state of the process and the end of its log, to be appended to a failure message. */
    String evidence() {
        String state = isAlive() ? "running" : "exit code " + process.exitValue();
        return "%n--- %s (%s), end of %s%n%s".formatted(name, state, log, tail());
    }

    @Override
    public void close() {
        kill();
    }

    private String tail() {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }
}
