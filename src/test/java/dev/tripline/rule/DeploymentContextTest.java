// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tripline.eql.ValueList;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.Redactor;
import dev.tripline.format.Cluster;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FormatReader;
import dev.tripline.format.SourceFormat;
import dev.tripline.format.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentContextTest {

    private static final List<String> PROMISED =
            List.of(
                    "admins",
                    "ci_cd",
                    "decoy_access_keys",
                    "decoy_roles",
                    "decoy_secrets",
                    "decoy_service_accounts",
                    "decoy_strings",
                    "decoy_tokens",
                    "gitops",
                    "log_readers",
                    "log_shippers",
                    "metadata_clients",
                    "metrics_readers",
                    "node_agents",
                    "platform_controllers",
                    "runtime_clients",
                    "sensitive_namespaces");

    @TempDir private Path directory;

    @Test
    void theListsThatRulesRelyOnComeWithTheProgram() {
        assertThat(DeploymentContext.SHIPPED.lists()).map(ValueList::name).containsAll(PROMISED);
        assertThat(entries(DeploymentContext.SHIPPED, "decoy_secrets")).isEmpty();
    }

    @Test
    void aListOfTheDeploymentReplacesAndMoreAdds() throws Exception {
        DeploymentContext context =
                load(
                        """
                        [lists]
                        sensitive_namespaces = ["payments"]
                        our_vips = ["alice"]
                        [more]
                        our_vips = ["bob"]
                        gitops = ["system:serviceaccount:cd:robot"]
                        """);

        assertThat(entries(context, "sensitive_namespaces")).containsExactly("payments");
        assertThat(entries(context, "our_vips")).containsExactly("alice", "bob");
        assertThat(entries(context, "gitops"))
                .contains(
                        "system:serviceaccount:cd:robot",
                        "system:serviceaccount:flux-system:helm-controller");
        assertThat(entries(context, "node_agents"))
                .isEqualTo(entries(DeploymentContext.SHIPPED, "node_agents"));
    }

    @Test
    void severalFilesAreOneContext() throws Exception {
        Path one = write("one.toml", "[more]\nour_vips = [\"bob\"]\n");
        Path two = write("two.toml", "[lists]\nour_vips = [\"alice\"]\n");

        assertThat(entries(DeploymentContext.load(List.of(one, two)), "our_vips"))
                .containsExactly("alice", "bob");
    }

    @Test
    void oneRunFindsEverythingThatIsWrong() throws Exception {
        Path other = write("b.toml", "[lists]\nadmins = [\"x\"]\n");
        Path file =
                write(
                        "c.toml",
                        """
                        [lists]
                        admins = ["y"]
                        "two-words" = []
                        numbers = [1]
                        gaps = ["a", ""]
                        [more]
                        admin = ["z"]
                        [[identity]]
                        class = "robot"
                        users = ["$admn"]
                        [[identity]]
                        class = "gitops"
                        [[network]]
                        expected = ["10.0.0.0/8", "10.0.0.0/33"]
                        cluster = "prod"
                        """);

        RuleException refused =
                catchThrowableOfType(
                        RuleException.class, () -> DeploymentContext.load(List.of(other, file)));

        assertThat(refused.errors())
                .map(error -> error.toString().replace(directory + "/", ""))
                .containsExactly(
                        "c.toml:2:10: lists.admins is given in b.toml already; add to it under"
                                + " [more]",
                        "c.toml:3:15: queries cannot name a list \"two-words\"; use only letters,"
                                + " digits and \"_\", a digit not first",
                        "c.toml:4:11: lists.numbers is a list; write a list of strings: numbers ="
                                + " [\"…\", \"…\"]",
                        "c.toml:5:8: lists.gaps has an empty entry; take it out or fill it in",
                        "c.toml:7:9: there is no list \"admin\"; did you mean \"admins\"?",
                        "c.toml:9:9: identity.class is \"robot\"; use one of platform-controller,"
                                + " ci-cd, gitops, admin-human, app-sa, node, unknown",
                        "c.toml:10:9: there is no list \"admn\"; did you mean \"admins\"?",
                        "c.toml:11:1: identity.users is missing; write a list of strings: users ="
                                + " [\"…\", \"…\"]",
                        "c.toml:14:12: \"10.0.0.0/33\" is neither an address nor a block such as"
                                + " \"10.0.0.0/8\" or \"fd00::/8\"",
                        "c.toml:15:1: there is no key network.cluster; use clusters, expected");
    }

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:kube-system:replicaset-controller, platform-controller",
        "system:kube-scheduler, platform-controller",
        "system:serviceaccount:argocd:argocd-server, gitops",
        "system:serviceaccount:shop:web, app-sa",
        "system:node:n1, node",
        "system:anonymous, unknown",
        "alice, unknown",
        "'',"
    })
    void withoutAWordOfTheDeploymentNamesOfKubernetesHaveAClass(String user, String expected) {
        assertThat(caller(DeploymentContext.SHIPPED, "prod", user)).isEqualTo(expected);
    }

    @Test
    void theDeploymentSaysWhoIsWho() throws Exception {
        DeploymentContext context =
                load(
                        """
                        [lists]
                        admins = ["*@example.com"]
                        [[identity]]
                        class = "ci-cd"
                        users = ["system:serviceaccount:ci-*:runner?"]
                        clusters = ["prod-*"]
                        [[identity]]
                        class = "app-sa"
                        users = ["mallory@example.com"]
                        """);

        String runner = "system:serviceaccount:ci-7:runner1";
        assertThat(caller(context, "prod-eu", runner)).isEqualTo("ci-cd");
        assertThat(caller(context, "test", runner)).isEqualTo("app-sa");
        assertThat(caller(context, null, runner)).isEqualTo("app-sa");
        assertThat(caller(context, "prod-eu", "system:serviceaccount:ci-7:runner12"))
                .isEqualTo("app-sa");
        assertThat(caller(context, null, "alice@example.com")).isEqualTo("admin-human");
        assertThat(caller(context, null, "mallory@example.com")).isEqualTo("app-sa");
        assertThat(caller(context, "prod-eu", "system:serviceaccount:gitlab-runner:gitlab-runner"))
                .as("an own table of a class replaces the shipped one")
                .isEqualTo("app-sa");
    }

    @Test
    void requestsAreExpectedFromPrivateAddressesUntilTheDeploymentSaysOtherwise() throws Exception {
        DeploymentContext context =
                load(
                        """
                        [[network]]
                        clusters = ["prod"]
                        expected = ["10.8.0.0/16"]
                        [[network]]
                        clusters = ["prod", "stage"]
                        expected = ["203.0.113.0/24", "2001:db8::/32"]
                        """);

        assertThat(expected(context, "prod", "10.8.1.1")).isEqualTo(true);
        assertThat(expected(context, "prod", "10.9.1.1")).isEqualTo(false);
        assertThat(expected(context, "prod", "203.0.113.9")).isEqualTo(true);
        assertThat(expected(context, "stage", "10.8.1.1")).isEqualTo(false);
        assertThat(expected(context, "stage", "2001:db8::7")).isEqualTo(true);
        assertThat(expected(context, "test", "10.9.1.1")).isEqualTo(true);
        assertThat(expected(context, null, "100.64.3.4")).isEqualTo(true);
        assertThat(expected(context, null, "203.0.113.9")).isEqualTo(false);
        assertThat(expected(context, null, "no address")).isNull();
    }

    @Test
    void listsOfATestGoOverThoseOfFilesAndCallersFollow() throws Exception {
        DeploymentContext context = load("[lists]\nadmins = [\"alice\"]\n");

        DeploymentContext other = context.withLists(Map.of("admins", List.of("bob")));

        assertThat(entries(other, "admins")).containsExactly("bob");
        assertThat(caller(other, null, "bob")).isEqualTo("admin-human");
        assertThat(caller(other, null, "alice")).isEqualTo("unknown");
    }

    private DeploymentContext load(String content) throws Exception {
        return DeploymentContext.load(List.of(write("context.toml", content)));
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    private static List<String> entries(DeploymentContext context, String name) {
        return context.lists().stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow()
                .entries();
    }

    private static Object caller(DeploymentContext context, String cluster, String user) {
        return derived(
                context,
                cluster,
                "tripline.caller.class",
                "\"user\":{\"username\":\"" + user + "\"}");
    }

    private static Object expected(DeploymentContext context, String cluster, String ip) {
        return derived(
                context, cluster, "tripline.peer.expected", "\"sourceIPs\":[\"" + ip + "\"]");
    }

    private static Object derived(
            DeploymentContext context, String cluster, String field, String member) {
        List<Event> events = new ArrayList<>();
        String record = "{\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0," + member + "}";
        new FormatReader(
                        SourceFormat.AUTO,
                        DerivedFields.complete(List.of(field)),
                        context.source(
                                new Cluster(cluster, Map.of()),
                                TrustedProxies.NONE,
                                new Redactor("k".getBytes(StandardCharsets.UTF_8))))
                .read(
                        record.getBytes(StandardCharsets.UTF_8),
                        Coordinates.ofLine("test", "a", 1),
                        new FormatReader.Receiver() {
                            @Override
                            public void event(Event event) {
                                events.add(event);
                            }

                            @Override
                            public void deadLetter(DeadLetter letter) {
                                throw new AssertionError(letter.message());
                            }
                        });
        return events.get(0).get(field);
    }
}
