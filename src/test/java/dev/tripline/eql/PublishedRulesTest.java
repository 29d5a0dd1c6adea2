// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.matches;
import static dev.tripline.eql.Events.parse;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries as detection engineers publish them. */
class PublishedRulesTest {

    static final String DIRECT_INTERACTIVE_REQUEST =
            """
            process where host.os.type == "linux" and event.type == "start" and event.action == "exec"
              and (
                (
                  process.name == "curl" and process.args in ("-H", "--header")
                  and process.args like "*Authorization: Bearer *"
                  and (process.args in ("--cacert", "--capath") or process.args in ("-k", "--insecure"))
                ) or (
                  process.name == "wget" and process.args like "--header*"
                  and process.args like "*Authorization: Bearer *"
                  and (process.args == "--ca-certificate" or process.args == "--no-check-certificate")
                ) or (
                  process.name in ("bash", "dash", "sh", "tcsh", "csh", "zsh", "ksh", "fish", "busybox")
                  and process.args in ("wget", "/bin/wget", "/usr/bin/wget", "/usr/local/bin/wget")
                  and process.args like "--header*"
                  and process.args like "*Authorization: Bearer*"
                  and process.args == "--no-check-certificate"
                ) or (
                  process.name == "busybox" and process.args == "ssl_client"
                  and process.args like "*Authorization: Bearer*"
                )
                or (process.name == "openssl" and process.args == "s_client" and process.args == "-connect")
                or (process.name == "socat" and process.args like~ "*ssl*")
                or (process.name == "ncat" and process.args like "--ssl*")
                or (
                  process.name == "kubectl"
                  and process.args in ("get", "list", "watch", "create", "patch", "update")
                )
              )
              and process.interactive == true and container.id like "*"
            """;

    static final String TOKEN_ACCESS_THEN_REQUEST =
            """
            sequence with maxspan=60s
              [file where host.os.type == "linux" and event.type == "change" and event.action == "open"
                and file.path in (
                  "/var/run/secrets/kubernetes.io/serviceaccount/token",
                  "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"
                )
                and process.interactive == true and container.id like "*"
              ] by orchestrator.resource.name
              [any where event.dataset == "kubernetes.audit_logs"
                and kubernetes.audit.stage in ("ResponseComplete", "ResponseStarted")
              ] by `kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name`
            """;

    @Test
    void curlWithATokenMatches() {
        assertThat(
                        matches(
                                DIRECT_INTERACTIVE_REQUEST,
                                event(
                                        "event.category", values("process"),
                                        "host.os.type", "linux",
                                        "event.type", "start",
                                        "event.action", "exec",
                                        "process.name", "curl",
                                        "process.args",
                                                values(
                                                        "curl",
                                                        "-k",
                                                        "-H",
                                                        "Authorization: Bearer abc"),
                                        "process.interactive", true,
                                        "container.id", "c1")))
                .isTrue();
    }

    @Test
    void curlWithoutATokenDoesNotMatch() {
        assertThat(
                        matches(
                                DIRECT_INTERACTIVE_REQUEST,
                                event(
                                        "event.category", "process",
                                        "host.os.type", "linux",
                                        "event.type", "start",
                                        "event.action", "exec",
                                        "process.name", "curl",
                                        "process.args", values("curl", "-k", "-H", "Accept: *"),
                                        "process.interactive", true,
                                        "container.id", "c1")))
                .isFalse();
    }

    @Test
    void tokenAccessThenRequestIsASequenceOfTwoTerms() {
        SequenceQuery sequence = (SequenceQuery) parse(TOKEN_ACCESS_THEN_REQUEST);

        assertThat(sequence.maxspan()).isEqualTo(Duration.ofSeconds(60));
        assertThat(sequence.terms())
                .extracting(Term::keys)
                .containsExactly(
                        List.of(new JoinKey("orchestrator.resource.name", false)),
                        List.of(
                                new JoinKey(
                                        "kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name",
                                        false)));
        assertThat(sequence.terms())
                .extracting(term -> term.filter().category())
                .containsExactly("file", null);
        assertThat(sequence.until()).isNull();
        assertThat(sequence.fields())
                .contains("kubernetes.audit.stage", "orchestrator.resource.name", "file.path");
    }
}
