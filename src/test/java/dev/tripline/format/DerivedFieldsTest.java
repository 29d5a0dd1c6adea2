// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedFieldsTest {

    private static final Cluster FLEET =
            new Cluster("edge", Map.of("prod", "id-1", "edge", "id-2"));

    private static Object cluster(Cluster cluster, String members) {
        byte[] record = ("{\"@timestamp\":0" + members + "}").getBytes(StandardCharsets.UTF_8);
        return Readings.of(
                        SourceFormat.AUTO,
                        SourceContext.of(cluster, Readings.REDACTOR),
                        record,
                        "tripline.cluster")
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

    @Test
    void aFieldIsReadFromFieldsThatAreDerivedBeforeIt() {
        List<String> names = DerivedFields.names();
        for (String name : names) {
            assertThat(DerivedFields.complete(List.of(name)).names())
                    .filteredOn(names::contains)
                    .allMatch(input -> names.indexOf(input) <= names.indexOf(name));
        }
    }

    @Test
    void onlyWhatIsAskedForIsReadAndDerived() {
        assertThat(DerivedFields.complete(List.of("process.name")).names())
                .containsExactly("process.name");
        assertThat(DerivedFields.complete(List.of("tripline.caller.namespace")).names())
                .containsExactly("kubernetes.audit.user.username", "tripline.caller.namespace");
    }

    @Test
    void theNetworkOfAPrivateAddressIsSharedAndAPublicAddressIsAlone() {
        assertThat(network("10.0.3.7")).containsExactly("10.0.0.0/16");
        assertThat(network("::ffff:172.31.9.9")).containsExactly("172.31.0.0/16");
        assertThat(network("fd00:ec2::254")).containsExactly("fd00:ec2::/48");
        assertThat(network("203.0.113.9")).containsExactly("203.0.113.9");
        assertThat(network("2001:DB8:0::9")).containsExactly("2001:db8::9");
        assertThat(network("ec2.amazonaws.com")).isEmpty();
    }

    private static List<Object> network(String address) {
        return Deriving.of("tripline.source.network", Map.of("source.ip", address));
    }

    @Test
    void anEndpointIsForeignIfItBelongsToAnotherAccount() {
        assertThat(foreign("1", "2")).containsExactly(true);
        assertThat(foreign("1", "1")).containsExactly(false);
        assertThat(
                        Deriving.of(
                                "tripline.endpoint.foreign",
                                Map.of("aws.cloudtrail.vpc_endpoint_account_id", "1")))
                .isEmpty();
    }

    private static List<Object> foreign(String endpoint, String caller) {
        return Deriving.of(
                "tripline.endpoint.foreign",
                Map.of(
                        "aws.cloudtrail.vpc_endpoint_account_id",
                        endpoint,
                        "aws.cloudtrail.user_identity.account_id",
                        caller));
    }
}
