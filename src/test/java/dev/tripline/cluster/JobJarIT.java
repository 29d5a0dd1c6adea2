// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a cluster in the job jar, and what must not because the cluster has it. */
class JobJarIT {

    private static final String SERVICES = "META-INF/services/";

    private final JarFile jar;
    private final List<String> entries;

    JobJarIT() throws IOException {
        jar = new JarFile(Path.of("target/tripline-job.jar").toFile());
        entries = jar.stream().map(ZipEntry::getName).toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/flink/api/",
                "org/apache/flink/client/",
                "org/apache/flink/configuration/",
                "org/apache/flink/core/",
                "org/apache/flink/metrics/",
                "org/apache/flink/runtime/",
                "org/apache/flink/shaded/",
                "org/apache/flink/state/",
                "org/apache/flink/streaming/api/",
                "org/apache/flink/streaming/runtime/",
                "org/apache/flink/types/",
                "org/apache/flink/util/",
                "org/apache/log4j/",
                "org/apache/logging/",
                "org/slf4j/",
                "org/junit/"
            })
    void leavesOutWhatTheClusterBrings(String directory) {
        assertThat(entries)
                .filteredOn(entry -> entry.startsWith(directory) && entry.endsWith(".class"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/tripline/cli/Tripline.class",
                "dev/tripline/format/kubernetes-audit.toml",
                "org/apache/flink/cep/CEP.class",
                "org/apache/flink/connector/base/DeliveryGuarantee.class",
                "org/apache/flink/connector/file/src/FileSource.class",
                "org/apache/flink/connector/kafka/source/KafkaSource.class",
                "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                "com/fasterxml/jackson/databind/ObjectMapper.class"
            })
    void bringsWhatTheClusterLacks(String entry) {
        assertThat(entries).containsOnlyOnce(entry);
    }

    @Test
    void startsTheCommandLine() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                .isEqualTo("dev.tripline.cli.Tripline");
    }

    /** Merging jars must not let one list of services replace another of the same name. */
    @Test
    void losesNoServiceOfItsLibraries() throws IOException {
        List<String> services =
                entries.stream()
                        .filter(entry -> entry.startsWith(SERVICES) && !entry.equals(SERVICES))
                        .toList();

        assertThat(services).isNotEmpty();
        for (String service : services) {
            Set<String> expected = new TreeSet<>();
            for (URL list : Collections.list(getClass().getClassLoader().getResources(service))) {
                expected.addAll(providers(list.openStream()));
            }
            expected.removeIf(provider -> !entries.contains(provider.replace('.', '/') + ".class"));
            assertThat(providers(jar.getInputStream(jar.getEntry(service))))
                    .as(service)
                    .containsAll(expected)
                    .allMatch(provider -> entries.contains(provider.replace('.', '/') + ".class"));
        }
    }

    private static Set<String> providers(InputStream list) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
