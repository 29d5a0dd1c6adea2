// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.intake.StoredDeadLetter;
import dev.tripline.job.ConfigException;
import dev.tripline.job.DeadLetterTopic;
import dev.tripline.job.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which dead letters are meant, and where they are. */
final class DeadLetterOptions {

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {
                "Dead letters, one per line, also gzipped;",
                "instead of where the configuration has them written."
            })
    private Path input;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Only letters with this reason, such as too-large. May be repeated.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Only letters of this source. May be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only letters written since then, such as 2026-03-02T10:00:00Z.")
    private String since;

    /** Takes one letter. */
    @FunctionalInterface
    interface Receiver {
        void letter(StoredDeadLetter letter, byte[] line) throws IOException, ConfigException;
    }

    /**
     * Reads the letters that are meant.
     *
     * @param config {@code null} if there is none
     * @throws ConfigException if there are no letters to be found, or what is found is none
     */
    void read(JobConfig config, Receiver receiver) throws IOException, ConfigException {
        List<Reason> wanted = reasons();
        Instant from = since();
        DeadLetterTopic.Receiver selection =
                (line, place) -> {
                    StoredDeadLetter stored = stored(line, place);
                    if ((wanted.isEmpty() || wanted.contains(stored.letter().reason()))
                            && (sources.isEmpty()
                                    || sources.contains(stored.letter().coordinates().source()))
                            && !stored.time().isBefore(from)) {
                        receiver.letter(stored, line);
                    }
                };
        Path file = file(config);
        if (file == null) {
            DeadLetterTopic.read(config.deadLetters().kafka(), selection);
        } else {
            read(file, selection);
        }
    }

    /** The file that is read; {@code null} if it is a topic. */
    Path file(JobConfig config) throws ConfigException {
        if (input != null) {
            return input;
        }
        if (config == null
                || (config.deadLetters().file() == null && config.deadLetters().kafka() == null)) {
            throw new ConfigException(
                    "say with --input FILE where the dead letters are, or give the --config that"
                            + " has them written to a file or topic");
        }
        return config.deadLetters().file();
    }

    private static void read(Path file, DeadLetterTopic.Receiver selection)
            throws IOException, ConfigException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("there is no file " + file);
        }
        try {
            EventLines.read(
                    file,
                    (line, number) -> {
                        try {
                            selection.record(line, file + ":" + number);
                        } catch (ConfigException e) {
                            throw new IOException(e);
                        }
                    });
        } catch (IOException e) {
            if (e.getCause() instanceof ConfigException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private static StoredDeadLetter stored(byte[] line, String place) throws ConfigException {
        try {
            return StoredDeadLetter.read(line);
        } catch (IOException e) {
            throw new ConfigException(place + ": " + e.getMessage());
        }
    }

    private List<Reason> reasons() throws ConfigException {
        List<Reason> wanted = new ArrayList<>();
        for (String code : reasons) {
            wanted.add(
                    Reason.of(code)
                            .orElseThrow(
                                    () ->
                                            new ConfigException(
                                                    "--reason: there is no \""
                                                            + code
                                                            + "\"; use one of "
                                                            + codes())));
        }
        return wanted;
    }

    private static String codes() {
        return Stream.of(Reason.values()).map(Reason::code).collect(Collectors.joining(", "));
    }

    private Instant since() throws ConfigException {
        try {
            return since == null ? Instant.MIN : Instant.parse(since);
        } catch (DateTimeException e) {
            throw new ConfigException(
                    "--since: \"" + since + "\" is no time; write it as 2026-03-02T10:00:00Z");
        }
    }
}
