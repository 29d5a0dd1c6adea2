// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {

    private static final String NAME = "tripline.workload.name";

    @ParameterizedTest
    @CsvSource({
        "web-6d4b75cb6d-x2x7p, web",
        "web-v2-7f9c8d5b4c-zzzzz, web-v2",
        "payment-api-5c9d6b-hb4xq, payment-api",
        "gateway-2-9dbb68fd0-v5fxk, gateway-2",
        "web-facade-x2x7p, web-facade",
        "web-deadbeef-x2x7p, web-deadbeef",
        "db-0, db",
        "kafka-broker-12, kafka-broker",
        "agent-x2x7p, agent",
        "nightly-29540040-hb4xq, nightly",
        "nightly-1604448000-hb4xq, nightly",
        "migrate-x2x7p, migrate",
        "redis-cache, redis-cache",
        "web-https, web-https",
        "web, web",
        "x2x7p, x2x7p",
        "-x2x7p, -x2x7p",
        "debug-shell, debug-shell",
        "app-20260302, app-20260302",
        "etcd-control-plane-1, etcd-control-plane",
        "kube-apiserver-node-a, kube-apiserver-node-a",
    })
    void whatAControllerAddsIsTakenOff(String pod, String workload) {
        assertThat(Workload.ofPod(pod)).isEqualTo(workload);
    }

    @Property
    void allPodsOfADeploymentHaveItsName(
            @ForAll("names") String name,
            @ForAll("hashes") String hash,
            @ForAll("ends") String end) {
        assertThat(Workload.ofPod(name + "-" + hash + "-" + end)).isEqualTo(name);
    }

    @Property
    void noWordWithAVowelIsTakenForRandom(@ForAll("names") String name) {
        assertThat(Workload.ofPod(name + "-cache")).isEqualTo(name + "-cache");
    }

    @Test
    void bothSidesOfAJoinAgree() {
        Map<String, String> process = Map.of("orchestrator.resource.name", "web-6d4b75cb6d-x2x7p");
        Map<String, String> request =
                Map.of(
                        "kubernetes.audit.user.username",
                        "system:serviceaccount:shop:web",
                        "kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name",
                        "web-6d4b75cb6d-x2x7p",
                        "orchestrator.resource.name",
                        "the-secret-0");

        assertThat(Deriving.of(NAME, process)).containsExactly("web");
        assertThat(Deriving.of(NAME, request)).containsExactly("web");
    }

    @Test
    void whatARequestIsAboutIsNotWhoMakesIt() {
        Map<String, String> request =
                Map.of(
                        "kubernetes.audit.user.username",
                        "alice",
                        "orchestrator.resource.type",
                        "pods",
                        "orchestrator.resource.name",
                        "web-6d4b75cb6d-x2x7p");

        assertThat(Deriving.of(NAME, request)).isEmpty();
        assertThat(
                        Deriving.of(
                                NAME,
                                Map.of(
                                        "orchestrator.resource.type", "secrets",
                                        "orchestrator.resource.name", "db-0")))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("web", "a", "payment-api", "x-1-y", "kube-state-metrics", "db-0");
    }

    @Provide
    Arbitrary<String> hashes() {
        return Arbitraries.strings().withChars("456789bcdf").ofMinLength(6).ofMaxLength(10);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.strings().withChars("bcdfghjklmnpqrstvwxz2456789").ofLength(5);
    }
}
