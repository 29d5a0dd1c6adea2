// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * An hour of a small cluster. What happens in pods is known a second later, what the API server was
 * asked ten to twelve minutes later, out of order, some of it twice. In one pod the token is read
 * and used; all else is ordinary.
 */
final class LateAuditHour {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final Duration AUDIT_DELAY = Duration.ofMinutes(10);
    static final Duration JITTER = Duration.ofMinutes(2);

    private static final Duration LENGTH = Duration.ofHours(1);
    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private static final List<ReportedPod> WORKLOADS =
            List.of(
                    new ReportedPod("shop", "web-6d4b75cb6d-x2x7p"),
                    new ReportedPod("shop", "web-6d4b75cb6d-q9fzk"),
                    new ReportedPod("shop", "cache-0"),
                    new ReportedPod("reports", "ledger-0"));
    private static final List<ReportedPod> CONTROLLERS =
            List.of(
                    new ReportedPod("kube-system", "coredns-668d6bf9bc-7kq2v"),
                    new ReportedPod("ops", "deployer-5f7c9b8d4-m8xvn"),
                    new ReportedPod("monitoring", "prometheus-0"));

    private final Random random;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final ReportedEvent read;
    private final ReportedEvent request;

    LateAuditHour(long seed) {
        random = new Random(seed);
        WORKLOADS.forEach(this::works);
        CONTROLLERS.forEach(this::controls);
        renewsItsToken(new ReportedPod("batch", "nightly-29540040-hb4xq"));

        Instant theft = START.plusSeconds(22 * 60 + 7);
        ReportedPod victim = victim();
        runtime(victim.starts(theft, "cat", TOKEN));
        read = runtime(victim.opens(theft.plusMillis(4), "cat", TOKEN));
        request = victim.lists(theft.plusSeconds(20), "secrets", "curl/8.5.0");
        auditTwice(request);

        deliveries.sort(Comparator.comparing(Delivery::time));
    }

    /** Whose token is stolen. */
    ReportedPod victim() {
        return WORKLOADS.get(0);
    }

    /** The first half of the theft. */
    ReportedEvent read() {
        return read;
    }

    /** The second half of the theft. It is delivered twice. */
    ReportedEvent request() {
        return request;
    }

    /** In the order in which they become known. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** What becomes known after {@code from}, up to {@code to}. */
    List<Delivery> deliveries(Instant from, Instant to) {
        return deliveries.stream()
                .filter(delivery -> delivery.time().isAfter(from) && !delivery.time().isAfter(to))
                .toList();
    }

    /** When all is known. */
    Instant end() {
        return deliveries.get(deliveries.size() - 1).time();
    }

    private void works(ReportedPod pod) {
        for (Instant time : moments(Duration.ofSeconds(30))) {
            if (random.nextInt(3) == 0) {
                runtime(pod.opens(time, "nginx", "/etc/resolv.conf"));
            } else {
                runtime(pod.starts(time, "wget", "http://127.0.0.1/healthz"));
            }
        }
    }

    private void controls(ReportedPod pod) {
        for (Instant time : moments(Duration.ofSeconds(7))) {
            ReportedEvent list = pod.lists(time, "endpoints", "controller/1.0");
            if (random.nextInt(50) == 0) {
                auditTwice(list);
            } else {
                audit(list);
            }
        }
    }

    /** Asks before it reads, and long after; what it asked before arrives when it has read. */
    private void renewsItsToken(ReportedPod pod) {
        Instant renewal = START.plus(Duration.ofMinutes(31));
        audit(pod.lists(renewal.minusSeconds(20), "configmaps", "nightly/2.3"));
        runtime(pod.opens(renewal, "nightly", TOKEN));
        audit(pod.lists(renewal.plusSeconds(75), "configmaps", "nightly/2.3"));
    }

    /** All over the hour, so far apart on average. */
    private List<Instant> moments(Duration apart) {
        return random.longs(LENGTH.dividedBy(apart), 0, LENGTH.toMillis())
                .mapToObj(START::plusMillis)
                .toList();
    }

    private ReportedEvent runtime(ReportedEvent event) {
        deliveries.add(new Delivery(event.time().plusMillis(500 + random.nextInt(1_000)), event));
        return event;
    }

    private void audit(ReportedEvent event) {
        long jitter = random.nextInt((int) JITTER.toMillis());
        deliveries.add(new Delivery(event.time().plus(AUDIT_DELAY).plusMillis(jitter), event));
    }

    /** As when an acknowledgement is lost and the batch is sent again. */
    private void auditTwice(ReportedEvent event) {
        audit(event);
        audit(event);
    }
}
