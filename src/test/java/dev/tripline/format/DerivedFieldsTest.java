// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedFieldsTest {

    private static final Cluster FLEET =
            new Cluster("edge", Map.of("prod", "id-1", "edge", "id-2"));

    private static Object cluster(Cluster source, String members) {
        byte[] record = ("{\"@timestamp\":0" + members + "}").getBytes(StandardCharsets.UTF_8);
        return Readings.of(SourceFormat.AUTO, source, record, "tripline.cluster")
                .event()
                .get("tripline.cluster");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"orchestrator.cluster\":{\"id\":\"id-9\",\"name\":\"prod\"} | id-9",
                ", \"orchestrator.cluster\":{\"id\":\"prod\"} | prod",
                ", \"orchestrator.cluster\":{\"name\":\"prod\"} | id-1",
                ", \"orchestrator.cluster\":{\"id\":\"\",\"name\":\"prod\"} | id-1",
                ", \"orchestrator.cluster\":{\"name\":\"other\"} | other",
                ", \"orchestrator.cluster\":{\"name\":\"\"} | id-2",
                ", \"event\":{} | id-2"
            })
    void theClusterIsWhatTheEventSaysOrElseWhatTheSourceSays(String members, String cluster) {
        assertThat(cluster(FLEET, members)).isEqualTo(cluster);
    }

    @Test
    void aClusterThatNobodyNamesIsUnknown() {
        assertThat(cluster(Cluster.UNKNOWN, "")).isNull();
        assertThat(cluster(new Cluster("lab", Map.of()), "")).isEqualTo("lab");
    }

    private static Event audit(String user) {
        return Readings.event(
                SourceFormat.AUTO,
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0,\"user\":" + user + "}",
                "tripline.caller.namespace",
                "tripline.caller.service_account",
                "tripline.caller.pod.name",
                "tripline.caller.pod.uid");
    }

    @Test
    void theCallerIsTheServiceAccountAndThePodOfTheToken() {
        Event event =
                audit(
                        "{\"username\":\"system:serviceaccount:shop:web\",\"extra\":{"
                                + "\"authentication.kubernetes.io/pod-name\":[\"web-1\",\"forged\"],"
                                + "\"authentication.kubernetes.io/pod-uid\":[\"u-1\"]}}");

        assertThat(event.get("tripline.caller.namespace")).isEqualTo("shop");
        assertThat(event.get("tripline.caller.service_account")).isEqualTo("web");
        assertThat(event.get("tripline.caller.pod.name")).isEqualTo("web-1");
        assertThat(event.get("tripline.caller.pod.uid")).isEqualTo("u-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes-admin",
                "system:node:n1",
                "system:serviceaccounts:shop:web",
                "system:serviceaccount:shop",
                "system:serviceaccount::web",
                "system:serviceaccount:shop:web:more",
                ""
            })
    void whoeverIsNoServiceAccountHasNone(String username) {
        Event event = audit("{\"username\":\"" + username + "\"}");

        assertThat(event.get("tripline.caller.namespace")).isNull();
        assertThat(event.get("tripline.caller.service_account")).isNull();
        assertThat(event.get("tripline.caller.pod.name")).isNull();
    }

    @Test
    void onlyWhatIsAskedForIsReadAndDerived() {
        assertThat(DerivedFields.complete(List.of("process.name")).names())
                .containsExactly("process.name");
        assertThat(DerivedFields.complete(List.of("tripline.caller.namespace")).names())
                .containsExactly("kubernetes.audit.user.username", "tripline.caller.namespace");
    }
}
