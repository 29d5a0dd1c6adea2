// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.KafkaAlerts;
import dev.tripline.sink.KafkaLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * What brokers say about a topic of alerts before anything is written to it.
 *
 * @param place of the sink, for messages
 */
record AlertTopic(String place, KafkaAlerts sink) {

    private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";
    private static final String ENDLESS = "-1";

    /**
     * How long alerts are kept, for people.
     *
     * @throws ConfigException if the broker does not answer
     */
    String retention() throws ConfigException {
        String topic = place + ": topic " + sink.topic();
        Config config = ask(admin -> describe(admin, ConfigResource.Type.TOPIC, sink.topic()));
        if (config == null) {
            return topic + " does not let this login read how long it keeps alerts";
        }
        String kept = config.get(TopicConfig.RETENTION_MS_CONFIG).value();
        return topic
                + (kept.equals(ENDLESS)
                        ? " keeps alerts for ever"
                        : " keeps alerts for "
                                + TimeUtils.formatWithHighestUnit(
                                        Duration.ofMillis(Long.parseLong(kept)))
                                + ", counted from when they "
                                + (config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                                                .value()
                                                .equals("LogAppendTime")
                                        ? "arrive"
                                        : "are sent"));
    }

    /**
     * Whether the brokers allow the transactions of a sink that writes exactly once.
     *
     * @return what could not be found out, for people
     * @throws ConfigException if the broker does not answer, or would refuse them
     */
    Optional<String> transactions() throws ConfigException {
        return within(longestTransaction());
    }

    /**
     * The same where the broker need not be reachable.
     *
     * @throws ConfigException if the broker would refuse them
     */
    Optional<String> transactionsIfItAnswers() throws ConfigException {
        Config broker;
        try {
            broker = longestTransaction();
        } catch (ConfigException e) {
            return Optional.of(unknown(e.getMessage()));
        }
        return within(broker);
    }

    private Optional<String> within(Config broker) throws ConfigException {
        if (broker == null) {
            return Optional.of(unknown("this login may not read it"));
        }
        long longest = Long.parseLong(broker.get(LONGEST_TRANSACTION).value());
        if (timeout() > longest) {
            throw new ConfigException(
                    place
                            + ".kafka.properties: "
                            + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG
                            + " is "
                            + timeout()
                            + ", and the brokers allow "
                            + longest
                            + " ("
                            + LONGEST_TRANSACTION
                            + "); lower the one or raise the other, but keep it longer than a"
                            + " restart of the job may take");
        }
        return Optional.empty();
    }

    private String unknown(String why) {
        return place
                + ": the brokers must allow transactions of "
                + timeout()
                + " ms ("
                + LONGEST_TRANSACTION
                + "), and whether they do is not known: "
                + why;
    }

    private Config longestTransaction() throws ConfigException {
        return ask(
                admin -> {
                    int broker =
                            BrokerInquiry.answer(admin.describeCluster().nodes())
                                    .iterator()
                                    .next()
                                    .id();
                    return describe(admin, ConfigResource.Type.BROKER, String.valueOf(broker));
                });
    }

    private Config ask(BrokerInquiry.Question<Config> question) throws ConfigException {
        return new BrokerInquiry(place, sink.bootstrapServers(), sink.properties()).ask(question);
    }

    /**
     * @return {@code null} if the login may not know
     */
    private static Config describe(Admin admin, ConfigResource.Type type, String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        ConfigResource resource = new ConfigResource(type, name);
        try {
            Map<ConfigResource, Config> all =
                    BrokerInquiry.answer(admin.describeConfigs(List.of(resource)).all());
            return all.get(resource);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }

    private long timeout() {
        String given = sink.properties().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return given == null
                ? KafkaLines.TRANSACTION_TIMEOUT.toMillis()
                : Long.parseLong(given.trim());
    }
}
