// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Ordinary events at a steady rate, and among them, ten times a second, thefts: one that a single
 * event shows, and one that a pair of events shows. The record that completes a theft has the pod's
 * name as its key; no other record has a key.
 */
final class PacedLoad implements AutoCloseable {

    static final String SINGLE = "single";
    static final String SEQUENCE = "sequence";

    private static final Duration BETWEEN_THEFTS = Duration.ofMillis(100);
    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> topics;
    private final List<String> victims = new ArrayList<>();
    private long ordinary;

    /**
     * @param topics by source of the event
     */
    PacedLoad(String bootstrapServers, Map<String, String> topics) {
        this.topics = Map.copyOf(topics);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** So many ordinary events, as fast as the broker takes them. */
    void fill(int count) {
        for (int i = 0; i < count; i++) {
            sendOrdinary(now());
        }
        producer.flush();
    }

    /**
     * @param perSecond ordinary events
     */
    void run(Duration length, int perSecond) {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long sent = 0;
        long theft = start;
        for (long now = start; now < end; now = System.nanoTime()) {
            long due = (now - start) / 1_000 * perSecond / TimeUnit.SECONDS.toMicros(1);
            Instant time = now();
            for (; sent < due; sent++) {
                sendOrdinary(time);
            }
            if (now >= theft) {
                steal(victims.size());
                theft += BETWEEN_THEFTS.toNanos();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        producer.flush();
    }

    /** One theft that a single event shows. */
    String mark() {
        String pod = SINGLE + "-mark-" + victims.size();
        victims.add(pod);
        calls(pod);
        producer.flush();
        return pod;
    }

    /** Whose tokens were stolen. */
    List<String> victims() {
        return List.copyOf(victims);
    }

    private void steal(int number) {
        if (number % 2 == 0) {
            String pod = SINGLE + "-" + number;
            victims.add(pod);
            calls(pod);
            return;
        }
        ReportedPod pod = new ReportedPod("shop", SEQUENCE + "-" + number);
        victims.add(pod.name());
        send(null, pod.opens(now().minusMillis(100), "cat", TOKEN));
        send(pod.name(), pod.lists(now(), "secrets", "curl/8.5.0"));
    }

    private void calls(String name) {
        ReportedPod pod = new ReportedPod("shop", name);
        send(name, pod.starts(now(), "kubectl", "get"));
    }

    private void sendOrdinary(Instant time) {
        long number = ordinary++;
        ReportedPod pod = new ReportedPod("shop", "web-" + number % 1_000);
        send(
                null,
                number % 3 == 0
                        ? pod.lists(time, "endpoints", "controller/" + number)
                        : pod.starts(time, "wget", "http://127.0.0.1/healthz?" + number));
    }

    private void send(String key, ReportedEvent event) {
        producer.send(
                new ProducerRecord<>(
                        topics.get(event.source()),
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        event.record().getBytes(StandardCharsets.UTF_8)));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        producer.close();
    }
}
