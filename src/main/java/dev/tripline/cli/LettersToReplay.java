// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Sha256;
import dev.tripline.intake.StoredDeadLetter;
import dev.tripline.job.ConfigException;
import dev.tripline.job.JobConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Dead letters on their way back into a job: a file for each source they came from, so that the job
 * ends, whatever is written to where they were read. The directory is its owner's alone.
 */
final class LettersToReplay implements AutoCloseable {

    private final Path directory;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, OutputStream> streams = new LinkedHashMap<>();

    /** A failure of delivery, or an earlier replay, leaves one letter several times. */
    private final Set<String> seen = new HashSet<>();

    private long masked;
    private long truncated;
    private long alerts;

    LettersToReplay() throws IOException {
        directory = Files.createTempDirectory("tripline-replay-");
        directory.toFile().deleteOnExit();
    }

    void add(StoredDeadLetter stored, byte[] line) throws IOException {
        if (stored.letter().reason() == Reason.REJECTED) {
            alerts++;
            return;
        }
        Coordinates place = stored.letter().coordinates();
        String bytes = Sha256.of(stored.letter().bytes());
        if (!seen.add(Sha256.of(place.source() + "\n" + place + "\n" + bytes))) {
            return;
        }
        OutputStream stream = stream(place.source());
        stream.write(line);
        stream.write('\n');
        masked += stored.masked() ? 1 : 0;
        truncated += stored.letter().truncated() ? 1 : 0;
    }

    private OutputStream stream(String source) throws IOException {
        OutputStream stream = streams.get(source);
        if (stream == null) {
            Path file = directory.resolve(files.size() + ".ndjson");
            file.toFile().deleteOnExit();
            stream = Files.newOutputStream(file);
            files.put(source, file);
            streams.put(source, stream);
        }
        return stream;
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    /**
     * The sources of a configuration that have letters, reading these.
     *
     * @throws ConfigException if the configuration does not know a source
     */
    List<SourceConfig> sources(JobConfig config) throws IOException, ConfigException {
        for (OutputStream stream : streams.values()) {
            stream.close();
        }
        Set<String> unknown = new TreeSet<>(files.keySet());
        List<SourceConfig> sources = new ArrayList<>();
        for (SourceConfig source : config.sources()) {
            unknown.remove(source.name());
            if (files.containsKey(source.name())) {
                sources.add(source.inFile(files.get(source.name())));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    "there are dead letters of "
                            + String.join(", ", unknown)
                            + ", and the configuration has no source of that name; add it, or"
                            + " choose others with --source");
        }
        return sources;
    }

    void print(PrintWriter out) {
        out.printf("replaying %,d dead letters%n", seen.size());
        if (alerts > 0) {
            out.printf("  without %,d rejected alerts, which are no events%n", alerts);
        }
        if (masked > 0) {
            out.printf("  %,d with masked tokens, which stay masked%n", masked);
        }
        if (truncated > 0) {
            out.printf("  %,d cut off, which stay dead letters%n", truncated);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        for (OutputStream stream : streams.values()) {
            stream.close();
        }
        for (Path file : files.values()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }
}
