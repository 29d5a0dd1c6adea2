// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real Kafka broker in a JVM of its own, on 127.0.0.1 only. It keeps its addresses and its data
 * over {@link #kill()} and {@link #restart()}. A second listener wants a password and speaks TLS, a
 * third wants a certificate of the client.
 *
 * <p>Topics are not created by being mentioned, so a misspelt name fails. Retention is off, since
 * records from fixtures have timestamps of years ago.
 */
public final class KafkaBroker implements AutoCloseable {

    /** Who the listener lets in that wants a password. */
    public static final String USER = "tripline";

    public static final String PASSWORD = "right-and-never-shown";
    public static final String STORE_PASSWORD = SelfSigned.STORE_PASSWORD;

    private static final Duration TIME_TO_FORMAT = Duration.ofSeconds(60);
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_PER_REQUEST = Duration.ofSeconds(30);

    private final Path directory;
    private final Path properties;
    private final String clusterId = Uuid.randomUuid().toString();
    private final int port;
    private final int securedPort;
    private final int mutualPort;
    private SelfSigned certificate;
    private SelfSigned clientCertificate;
    private ChildJvm process;

    private KafkaBroker(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        this.properties = this.directory.resolve("server.properties");
        this.port = LoopbackPort.free();
        this.securedPort = LoopbackPort.free();
        this.mutualPort = LoopbackPort.free();
    }

    /**
     * Starts a broker without topics and returns when it serves requests.
     *
     * @param directory for data, configuration and log of this broker alone
     */
    public static KafkaBroker start(Path directory) throws IOException, InterruptedException {
        KafkaBroker broker = new KafkaBroker(directory);
        broker.certificate = SelfSigned.make(broker.directory);
        broker.clientCertificate =
                SelfSigned.make(Files.createDirectories(broker.directory.resolve("client")));
        broker.format();
        broker.restart();
        return broker;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where the broker speaks SASL_SSL with the mechanisms PLAIN and SCRAM-SHA-512. */
    public String securedBootstrapServers() {
        return "127.0.0.1:" + securedPort;
    }

    /** Where the broker speaks SSL, with those who show the certificate of the client. */
    public String mutualBootstrapServers() {
        return "127.0.0.1:" + mutualPort;
    }

    /** The key and the certificate of the client, in PKCS12 under {@link #STORE_PASSWORD}. */
    public Path clientKeyStore() {
        return clientCertificate.keyStore();
    }

    /** The certificate of the broker, in PKCS12 under {@link #STORE_PASSWORD}. */
    public Path trustStore() {
        return certificate.trustStore();
    }

    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    public void createTopic(String topic, int partitions, Map<String, String> configuration) {
        NewTopic created =
                new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1))
                        .configs(configuration);
        try (Admin admin = admin()) {
            answer("create topic " + topic, admin.createTopics(List.of(created)).all());
            // The controller has it; the broker, which clients ask, learns of it a little later.
            Await.until(
                    "topic " + topic,
                    TIME_PER_REQUEST,
                    () ->
                            admin.describeTopics(List.of(topic))
                                            .topicNameValues()
                                            .get(topic)
                                            .get(5, TimeUnit.SECONDS)
                                            .partitions()
                                            .size()
                                    == partitions);
        }
    }

    /** Appends in the given order, to partitions that the client chooses. */
    public void produce(String topic, List<String> values) {
        send(topic, null, bytes(values));
    }

    /** Appends in the given order. */
    public void produce(String topic, int partition, List<String> values) {
        send(topic, partition, bytes(values));
    }

    /** As {@link #produce(String, List)}, for values that are not text. */
    public void produceBytes(String topic, List<byte[]> values) {
        send(topic, null, values);
    }

    /** As {@link #produce(String, int, List)}, for values that are not text. */
    public void produceBytes(String topic, int partition, List<byte[]> values) {
        send(topic, partition, values);
    }

    /** Appends in the given order, each where and with the time that it says. */
    public void produce(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            producer.flush();
            sent.forEach(future -> answer("produce records", future));
        }
    }

    /**
     * All committed records of a topic, in order within each partition. Waits until they are as
     * many as expected and the topic has no more to give; fails if they stay fewer or become more.
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(
            String topic, int expectedCount, Duration timeout) {
        try (TopicReader reader = new TopicReader(bootstrapServers(), topic)) {
            return reader.readExactly(expectedCount, timeout);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + process.evidence(), e);
        }
    }

    /** The committed records that a topic has now; whoever expects more asks again. */
    public List<ConsumerRecord<byte[], byte[]>> readPresent(String topic) {
        try (TopicReader reader = new TopicReader(bootstrapServers(), topic)) {
            return reader.readPresent();
        }
    }

    /** The offset that a group of consumers goes on at; -1 if it has committed none. */
    public long committedOffset(String group, String topic, int partition)
            throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = admin()) {
            OffsetAndMetadata offset =
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get(TIME_PER_REQUEST.toMillis(), TimeUnit.MILLISECONDS)
                            .get(new TopicPartition(topic, partition));
            return offset == null ? -1 : offset.offset();
        }
    }

    /** SIGKILL, as if the machine had gone. */
    public void kill() {
        process.kill();
    }

    /** Starts a killed broker on the same address and data and returns when it serves requests. */
    public void restart() throws IOException {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("The broker is running; kill it first");
        }
        process =
                ChildJvm.start(
                        "Kafka broker",
                        new JavaCommand(
                                ServerLib.KAFKA_BROKER,
                                List.of(
                                        "-Xms128m",
                                        "-Xmx256m",
                                        "-Djava.io.tmpdir=" + directory,
                                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS"),
                                "kafka.Kafka",
                                List.of(properties.toString())),
                        directory.resolve("broker.log"));
        try {
            awaitService();
        } catch (AssertionError e) {
            process.kill();
            throw new AssertionError(e.getMessage() + process.evidence(), e);
        }
    }

    /** Kills the broker: its data are of no use to anybody afterwards. */
    @Override
    public void close() {
        kill();
    }

    private void format() throws IOException, InterruptedException {
        Files.writeString(properties, configuration());
        ChildJvm.run(
                "Kafka storage format",
                new JavaCommand(
                        ServerLib.KAFKA_BROKER,
                        List.of("-Xmx128m"),
                        "kafka.tools.StorageTool",
                        List.of(
                                "format",
                                "-t",
                                clusterId,
                                "-c",
                                properties.toString(),
                                "--add-scram",
                                "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD))),
                directory.resolve("format.log"),
                TIME_TO_FORMAT);
    }

    private String configuration() throws IOException {
        int controllerPort = LoopbackPort.free();
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d,SSL://127.0.0.1:%9$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d,SSL://127.0.0.1:%9$d
        inter.broker.listener.name=PLAINTEXT
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
        listener.name.sasl_ssl.plain.sasl.jaas.config=\\
            org.apache.kafka.common.security.plain.PlainLoginModule required user_%5$s="%6$s";
        listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\\
            org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.ssl.ssl.client.auth=required
        listener.name.ssl.ssl.truststore.type=PKCS12
        listener.name.ssl.ssl.truststore.location=%10$s
        listener.name.ssl.ssl.truststore.password=%8$s
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%7$s
        ssl.keystore.password=%8$s
        log.dirs=%3$s
        auto.create.topics.enable=false
        log.retention.ms=-1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        transaction.max.timeout.ms=3600000
        # A killed broker is let in again when its old session has expired.
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=500
        """
                .formatted(
                        port,
                        controllerPort,
                        directory.resolve("data"),
                        securedPort,
                        USER,
                        PASSWORD,
                        certificate.keyStore(),
                        STORE_PASSWORD,
                        mutualPort,
                        clientCertificate.trustStore());
    }

    /**
     * A restarted broker listens long before it leads its partitions; until then it is not among
     * the nodes. The cluster id tells it from a stranger on the same port.
     */
    private void awaitService() {
        try (Admin admin = admin()) {
            Await.until(
                    "an answer of the broker at " + bootstrapServers(),
                    TIME_TO_START,
                    () -> {
                        process.requireAlive();
                        DescribeClusterResult cluster = admin.describeCluster();
                        return cluster.clusterId().get(5, TimeUnit.SECONDS).equals(clusterId)
                                && cluster.nodes().get(5, TimeUnit.SECONDS).size() == 1;
                    });
        }
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", "200"));
    }

    private void send(String topic, Integer partition, List<byte[]> values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ProducerRecord<>(topic, partition, null, value));
        }
        produce(records);
    }

    private void answer(String request, Future<?> future) {
        try {
            future.get(TIME_PER_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + request, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Failed: " + request + process.evidence(), e);
        }
    }

    private static List<byte[]> bytes(List<String> values) {
        return values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
