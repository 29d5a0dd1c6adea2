// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.KafkaAlerts;
import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.KafkaTopics;
import dev.tripline.job.JobConfig.SourceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the brokers for their topics before an embedded job starts, because a person at a terminal
 * wants to know at once. A job in a cluster is checked for no more than its transactions: it
 * outlives its brokers' restarts by trying again, and the machine that submits it need not have its
 * secrets.
 */
public final class KafkaPreflight {

    private KafkaPreflight() {}

    /**
     * @return how long topics keep alerts, and what else brokers say, for people
     * @throws ConfigException if a broker does not answer or lets nobody in, a secret is not where
     *     it should be, a topic to be read or of alerts is not there, or a broker would refuse the
     *     transactions of a sink
     */
    public static List<String> check(JobConfig config) throws ConfigException {
        for (SourceConfig source : config.sources()) {
            if (source.kafka() != null) {
                KafkaTopics kafka = source.kafka();
                String place = "source \"" + source.name() + "\"";
                requireTopics(kafka, topics(place, kafka.bootstrapServers(), kafka.properties()));
            }
        }
        List<String> remarks = new ArrayList<>();
        for (AlertTopic topic : alertTopics(config)) {
            KafkaAlerts sink = topic.sink();
            requireTopics(
                    sink.bootstrapServers(),
                    List.of(sink.topic()),
                    topics(topic.place(), sink.bootstrapServers(), sink.properties()));
            remarks.add(topic.retention());
            if (sink.isExactlyOnce()) {
                topic.transactions().ifPresent(remarks::add);
            }
        }
        // These topics may be made by the broker on first use.
        answers("dead-letters", config.deadLetters().kafka());
        answers("late-hits", config.lateHits().kafka());
        return remarks;
    }

    /**
     * What even a job in a cluster is checked for, because it would fail there again and again:
     * asks the brokers of sinks that write exactly once whether they allow it.
     *
     * @return which brokers could not be asked from here, for people
     * @throws ConfigException if a broker would refuse the transactions of a sink
     */
    public static List<String> checkTransactions(JobConfig config) throws ConfigException {
        List<String> remarks = new ArrayList<>();
        for (AlertTopic topic : alertTopics(config)) {
            if (topic.sink().isExactlyOnce()) {
                topic.transactionsIfItAnswers().ifPresent(remarks::add);
            }
        }
        return remarks;
    }

    private static List<AlertTopic> alertTopics(JobConfig config) {
        List<AlertTopic> topics = new ArrayList<>();
        for (int i = 0; i < config.sinks().size(); i++) {
            KafkaAlerts sink = config.sinks().get(i).kafka();
            if (sink != null) {
                topics.add(new AlertTopic(Routes.place(i), sink));
            }
        }
        return topics;
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
        return new BrokerInquiry(place, bootstrapServers, properties)
                .ask(admin -> BrokerInquiry.answer(admin.listTopics().names()));
    }
}
