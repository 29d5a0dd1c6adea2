// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code scripts/tripline} as a user does, on the Java of the tests. */
public final class TriplineCommand {

    private static final Path SCRIPT = Path.of("scripts/tripline").toAbsolutePath();
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration TIME_TO_END = Duration.ofMinutes(2);

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param directory for what the command writes to its outputs
     */
    public TriplineCommand(Path directory) {
        this(directory, Map.of());
    }

    /**
     * @param environment variables that the command has beside those of the tests
     */
    public TriplineCommand(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** How the command ended and what it said. */
    public record Outcome(int exitCode, String out, String err, Duration duration) {}

    /** Runs the command to its end. */
    public Outcome run(Object... arguments) throws IOException, InterruptedException {
        return start(NOTHING, arguments).await();
    }

    /** As {@link #run}, with a file to read from standard input. */
    public Outcome runReading(Path standardInput, Object... arguments)
            throws IOException, InterruptedException {
        return start(standardInput, arguments).await();
    }

    /** Starts a command that does not end by itself. */
    public Running start(Object... arguments) throws IOException {
        return start(NOTHING, arguments);
    }

    private Running start(Path standardInput, Object... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(SCRIPT.toString()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Path out = Files.createTempFile(directory, "out-", ".txt");
        Path err = Files.createTempFile(directory, "err-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .redirectInput(standardInput.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // It lives for seconds: what the better compiler would gain, it first costs.
        builder.environment().put("TRIPLINE_JIT_LEVEL", "1");
        return new Running(builder.start(), out, err, System.nanoTime());
    }

    /** A command that has not ended yet. Closing it kills it. */
    public record Running(Process process, Path out, Path err, long startNanos)
            implements AutoCloseable {

        /** SIGTERM, then as {@link TriplineCommand#run}. */
        public Outcome interrupt() throws IOException, InterruptedException {
            process.destroy();
            return await();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private Outcome await() throws IOException, InterruptedException {
            try (this) {
                boolean ended = process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
                String said = Files.readString(out);
                String complained = Files.readString(err);
                if (!ended) {
                    throw new AssertionError(
                            "Waited %d s for the end of the command, which said:%n%s%s"
                                    .formatted(TIME_TO_END.toSeconds(), said, complained));
                }
                return new Outcome(
                        process.exitValue(),
                        said,
                        complained,
                        Duration.ofNanos(System.nanoTime() - startNanos));
            }
        }
    }
}
