// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    private static Event audit(String user) {
        return Readings.event(
                SourceFormat.AUTO,
                "{\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0,\"user\":" + user + "}",
                "tripline.caller.kind",
                "tripline.caller.namespace",
                "tripline.caller.service_account",
                "tripline.caller.pod.name",
                "tripline.caller.pod.uid",
                "tripline.caller.credential_id");
    }

    @Test
    void theCallerIsTheServiceAccountAndThePodOfTheToken() {
        Event event =
                audit(
                        "{\"username\":\"system:serviceaccount:shop:web\",\"extra\":{"
                                + "\"authentication.kubernetes.io/pod-name\":[\"web-1\",\"forged\"],"
                                + "\"authentication.kubernetes.io/pod-uid\":[\"u-1\"]}}");

        assertThat(event.get("tripline.caller.kind")).isEqualTo("service-account");
        assertThat(event.get("tripline.caller.namespace")).isEqualTo("shop");
        assertThat(event.get("tripline.caller.service_account")).isEqualTo("web");
        assertThat(event.get("tripline.caller.pod.name")).isEqualTo("web-1");
        assertThat(event.get("tripline.caller.pod.uid")).isEqualTo("u-1");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes-admin, user",
        "alice@example.com, user",
        "System:node:n1, user",
        "system:node:n1, node",
        "system:node:ip-10-0-1-7.eu-central-1.compute.internal, node",
        "system:node:, system",
        "system:anonymous, anonymous",
        "system:kube-scheduler, system",
        "system:serviceaccounts:shop:web, system",
        "system:serviceaccount:shop, system",
        "system:serviceaccount:shop:, system",
        "system:serviceaccount::web, system",
        "system:serviceaccount:shop:web:more, system",
        "'', ",
    })
    void whoeverIsNoServiceAccountHasNone(String username, String kind) {
        Event event = audit("{\"username\":\"" + username + "\"}");

        assertThat(event.get("tripline.caller.kind")).isEqualTo(kind);
        assertThat(event.get("tripline.caller.namespace")).isNull();
        assertThat(event.get("tripline.caller.service_account")).isNull();
        assertThat(event.get("tripline.caller.pod.name")).isNull();
        assertThat(event.get("tripline.caller.credential_id")).isNull();
    }

    @Test
    void anEventWithoutAUserHasNoCaller() {
        assertThat(audit("{}").get("tripline.caller.kind")).isNull();
        assertThat(audit("{\"username\":7}").get("tripline.caller.kind")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "JTI=5f2c9ed8-1b7e-4b60-9a30-9d5f0c2f0e11, 5f2c9ed8-1b7e-4b60-9a30-9d5f0c2f0e11",
        "X509SHA256=0ad36f, X509SHA256=0ad36f",
        "other, other",
    })
    void aTokenIsNamedAsItNamesItself(String stated, String id) {
        Event event =
                audit(
                        "{\"extra\":{\"authentication.kubernetes.io/credential-id\":[\""
                                + stated
                                + "\"]}}");

        assertThat(event.get("tripline.caller.credential_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "system:serviceaccount:shop:web, system:serviceaccount:shop:web",
        "system:node:ip-10-0-1-7.ec2.internal, system:node",
        "system:node:, system:node:",
        "system:bootstrap:07401b, system:bootstrap",
        "arn:aws:sts::111122223333:assumed-role/deploy/botocore-session-1767225600, arn:aws:sts::111122223333:assumed-role/deploy/botocore-session-*",
        "arn:aws:sts::111122223333:assumed-role/team-2024/alice, arn:aws:sts::111122223333:assumed-role/team-2024/alice",
        "arn:aws:sts::111122223333:assumed-role/team-2024, arn:aws:sts::111122223333:assumed-role/team-2024",
        "'', ",
    })
    void aPrincipalComesBackUnderItsName(String username, String principal) {
        assertThat(derived("tripline.caller.principal", username, List.of())).isEqualTo(principal);
    }

    @Test
    void peopleInTheSameGroupsAreACohort() {
        List<String> groups = List.of("team-shop", "system:authenticated", "developers");

        assertThat(cohort("alice", groups)).isEqualTo("developers team-shop");
        assertThat(cohort("bob", List.of("developers", "team-shop")))
                .isEqualTo(cohort("alice", groups));
        assertThat(cohort("bob", List.of("system:authenticated"))).isEqualTo("bob");
        assertThat(cohort("bob", IntStream.range(0, 17).mapToObj(i -> "g" + i).toList()))
                .isEqualTo("bob");
        assertThat(cohort("system:serviceaccount:shop:web", groups))
                .isEqualTo("system:serviceaccount:shop:web");
        assertThat(cohort("", groups)).isNull();
    }

    private static Object cohort(String username, List<String> groups) {
        return derived("tripline.caller.cohort", username, groups);
    }

    private static Object derived(String field, String username, List<String> groups) {
        return Deriving.from(
                        Map.of(
                                "kubernetes.audit.user.username",
                                username,
                                "kubernetes.audit.user.groups",
                                groups),
                        field)
                .get(field);
    }
}
