// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import dev.tripline.testing.KafkaBroker;
import java.nio.file.Path;

/** Configurations for topics whose names begin with that of their test. */
final class JobFile {

    private JobFile() {}

    /** Reads NAME-runtime and NAME-audit, writes NAME-alerts; one rule, which is about both. */
    static String ofTwoTopics(KafkaBroker broker, String name) {
        return """
        rules: [%3$s]
        sources:
          - name: runtime
            format: elastic-agent
            delay: 5s
            quiet-after: 3s
            kafka:
              bootstrap-servers: %1$s
              topics: [%2$s-runtime]
              group-id: %2$s
          - name: audit
            format: kubernetes-audit
            delay: 3min
            quiet-after: 3s
            cluster: demo
            kafka:
              bootstrap-servers: %1$s
              topics: [%2$s-audit]
              group-id: %2$s
        sinks:
          - kafka: {bootstrap-servers: "%1$s", topic: %2$s-alerts}
        """
                .formatted(
                        broker.bootstrapServers(),
                        name,
                        Path.of("job/rules", TokenTheft.RULE + ".toml").toAbsolutePath());
    }

    /** Reads NAME-events, writes NAME-alerts and NAME-dead-letters. */
    static String ofMixedTopic(KafkaBroker broker, String name, Path rules) {
        return """
        rules: [%3$s]
        sources:
          - name: recording
            cluster: demo
            delay: 6min
            quiet-after: 3s
            kafka:
              bootstrap-servers: %1$s
              topics: [%2$s-events]
              group-id: %2$s
        sinks:
          - kafka: {bootstrap-servers: "%1$s", topic: %2$s-alerts}
        dead-letters:
          kafka: {bootstrap-servers: "%1$s", topic: %2$s-dead-letters}
        """
                .formatted(broker.bootstrapServers(), name, rules.toAbsolutePath());
    }

    /** Reads what is live in NAME-events; one rule; writes NAME-alerts and NAME-dead-letters. */
    static String ofForgedTopic(KafkaBroker broker, String name) {
        return ofMixedTopic(broker, name, Path.of("job/rules", TokenTheft.RULE + ".toml"))
                .replace("delay: 6min", "delay: 1s");
    }

    /**
     * Reads topics NAME-runtime, NAME-audit and all that are called alike, found within a second.
     */
    static String ofPattern(KafkaBroker broker, String name) {
        return ofMixedTopic(broker, name, Path.of("job/rules", TokenTheft.RULE + ".toml"))
                .replace(
                        "topics: [" + name + "-events]",
                        "topic-pattern: "
                                + name
                                + "-(runtime|audit)\n"
                                + "      discovery-interval: 1s")
                .replaceAll("(?s)dead-letters:.*", "");
    }
}
