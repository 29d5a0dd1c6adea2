// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.KafkaTopics;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Asks the brokers for their topics before an embedded job starts, because a person at a terminal
 * wants to know at once. A job in a cluster is not checked: it outlives its brokers' restarts by
 * trying again, and the machine that submits it need not have its secrets.
 */
public final class KafkaPreflight {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private KafkaPreflight() {}

    /**
     * @throws ConfigException if a broker does not answer or lets nobody in, a secret is not where
     *     it should be, or a topic to be read is not there
     */
    public static void check(JobConfig config) throws ConfigException {
        for (SourceConfig source : config.sources()) {
            if (source.kafka() != null) {
                KafkaTopics kafka = source.kafka();
                String place = "source \"" + source.name() + "\"";
                requireTopics(kafka, topics(place, kafka.bootstrapServers(), kafka.properties()));
            }
        }
        // A topic to be written may be made by the broker on first use.
        for (SinkConfig sink : config.sinks()) {
            answers("a sink", sink.kafka() == null ? null : sink.kafka().asTopic());
        }
        answers("dead-letters", config.deadLetters().kafka());
        answers("late-hits", config.lateHits().kafka());
    }

    private static void answers(String place, KafkaTopic sink) throws ConfigException {
        if (sink != null) {
            topics(place, sink.bootstrapServers(), sink.properties());
        }
    }

    /**
     * @throws ConfigException if the broker does not answer or the topic is not there
     */
    static void check(KafkaTopic topic) throws ConfigException {
        requireTopics(
                topic.bootstrapServers(),
                List.of(topic.topic()),
                topics("dead-letters", topic.bootstrapServers(), topic.properties()));
    }

    private static void requireTopics(KafkaTopics wanted, Set<String> present)
            throws ConfigException {
        if (wanted.topicPattern() != null) {
            if (present.stream().noneMatch(wanted.topicPattern().asMatchPredicate())) {
                throw new ConfigException(
                        "the Kafka broker at "
                                + wanted.bootstrapServers()
                                + " has no topic that matches "
                                + wanted.topicPattern()
                                + "; make one or correct the pattern");
            }
            return;
        }
        requireTopics(wanted.bootstrapServers(), wanted.topics(), present);
    }

    private static void requireTopics(
            String bootstrapServers, List<String> topics, Set<String> present)
            throws ConfigException {
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
    }

    /** The names of all topics that the login may see. */
    private static Set<String> topics(
            String place, String bootstrapServers, Map<String, String> properties)
            throws ConfigException {
        Map<String, Object> client = new HashMap<>(KafkaSecrets.resolvable(properties));
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        String patience = String.valueOf(PATIENCE.toMillis());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(client)) {
            return admin.listTopics().names().get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConfigException(
                    e.getCause() instanceof AuthenticationException refusal
                            ? "the Kafka broker at "
                                    + bootstrapServers
                                    + " lets "
                                    + place
                                    + " not in ("
                                    + rootMessage(refusal)
                                    + "); correct its properties"
                            : "no answer from the Kafka broker at "
                                    + bootstrapServers
                                    + " within "
                                    + PATIENCE.toSeconds()
                                    + " s ("
                                    + rootMessage(e)
                                    + "); is it running, and do the properties fit it?");
        } catch (KafkaException e) {
            throw new ConfigException(
                    "the Kafka client of "
                            + place
                            + " cannot be made: "
                            + rootMessage(e)
                            + "; correct its bootstrap-servers or properties");
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
