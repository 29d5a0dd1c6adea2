// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code scripts/tripline} as a user does, on the Java of the tests. */
public final class TriplineCommand {

    private static final Path SCRIPT = Path.of("scripts/tripline").toAbsolutePath();
    private static final Duration TIME_TO_END = Duration.ofMinutes(2);

    private final Path directory;

    /**
     * @param directory for what the command writes to its outputs
     */
    public TriplineCommand(Path directory) {
        this.directory = directory;
    }

    /** How the command ended and what it said. */
    public record Outcome(int exitCode, String out, String err, Duration duration) {}

    public Outcome run(Object... arguments) throws IOException, InterruptedException {
        return run(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()), arguments);
    }

    public Outcome runReading(Path standardInput, Object... arguments)
            throws IOException, InterruptedException {
        return run(ProcessBuilder.Redirect.from(standardInput.toFile()), arguments);
    }

    private Outcome run(ProcessBuilder.Redirect input, Object... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(SCRIPT.toString()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Path out = Files.createTempFile(directory, "out-", ".txt");
        Path err = Files.createTempFile(directory, "err-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .redirectInput(input)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // It lives for seconds: what the better compiler would gain, it first costs.
        builder.environment().put("TRIPLINE_JIT_LEVEL", "1");
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "%s did not end within %d s: %s%s"
                                .formatted(
                                        line,
                                        TIME_TO_END.toSeconds(),
                                        Files.readString(out),
                                        Files.readString(err)));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out),
                Files.readString(err),
                Duration.ofNanos(System.nanoTime() - start));
    }
}
