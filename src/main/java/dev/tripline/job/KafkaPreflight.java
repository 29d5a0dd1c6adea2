// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.KafkaTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the brokers for their topics before an embedded job starts, because a person at a terminal
 * wants to know at once. A job in a cluster is not checked: it outlives its brokers' restarts by
 * trying again.
 */
public final class KafkaPreflight {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private KafkaPreflight() {}

    /**
     * @throws ConfigException if a broker does not answer or a topic to be read is not there
     */
    public static void check(JobConfig config) throws ConfigException {
        for (JobConfig.SourceConfig source : config.sources()) {
            if (source.kafka() != null) {
                KafkaTopics kafka = source.kafka();
                check(kafka.bootstrapServers(), kafka.properties(), kafka.topics());
            }
        }
        List<KafkaTopic> sinks =
                Stream.concat(
                                config.sinks().stream().map(JobConfig.SinkConfig::kafka),
                                Stream.of(config.deadLetters())
                                        .map(JobConfig.DeadLetterConfig::kafka))
                        .filter(Objects::nonNull)
                        .toList();
        for (KafkaTopic sink : sinks) {
            // A topic to be written may be made by the broker on first use.
            check(sink.bootstrapServers(), sink.properties(), List.of());
        }
    }

    /**
     * @throws ConfigException if the broker does not answer or the topic is not there
     */
    static void check(KafkaTopic topic) throws ConfigException {
        check(topic.bootstrapServers(), topic.properties(), List.of(topic.topic()));
    }

    private static void check(
            String bootstrapServers, Map<String, String> properties, Collection<String> topics)
            throws ConfigException {
        Properties client = new Properties();
        client.putAll(properties);
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        String patience = String.valueOf(PATIENCE.toMillis());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(client)) {
            Set<String> present =
                    admin.listTopics().names().get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(present);
            if (!missing.isEmpty()) {
                throw new ConfigException(
                        "the Kafka broker at "
                                + bootstrapServers
                                + " has no topic "
                                + String.join(", ", missing)
                                + "; make it or correct the name");
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new ConfigException(
                    "no answer from the Kafka broker at "
                            + bootstrapServers
                            + " within "
                            + PATIENCE.toSeconds()
                            + " s ("
                            + rootMessage(e)
                            + "); is it running, and do the properties fit it?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException("interrupted while asking the broker");
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
