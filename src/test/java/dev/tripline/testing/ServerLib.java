// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of jars that the build resolved for one kind of server. */
enum ServerLib {
    KAFKA_BROKER("kafka-broker"),
    FLINK_DIST("flink-dist"),
    ELASTICSEARCH("elasticsearch"),
    ELASTICSEARCH_TRANSPORT("elasticsearch-transport"),
    OPENSEARCH("opensearch");

    private final Path directory;

    ServerLib(String name) {
        this.directory = Path.of("target", name, "lib").toAbsolutePath();
    }

    String classpath() {
        return directory().resolve("*").toString();
    }

    Path directory() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(
                    directory + " is missing; `./mvnw pre-integration-test` fills it");
        }
        return directory;
    }
}
