// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.cli.RuleTests.Setting;
import dev.tripline.eql.Schema;
import dev.tripline.format.SourceFormat;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.RuleTestFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What rules find in raw audit events they find in every shape in which audit events come: the
 * tests beside the rules, delivered otherwise.
 */
class RulesInEveryShapeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Setting SETTING =
            new Setting(SourceFormat.AUTO, Schema.NONE, DeploymentContext.SHIPPED, List.of());

    /** How one audit event is delivered. */
    private enum Shape {
        WEBHOOK {
            @Override
            ObjectNode of(ObjectNode event) {
                ObjectNode list = JSON.createObjectNode();
                list.put("kind", "EventList").put("apiVersion", "audit.k8s.io/v1");
                list.putArray("items").add(event);
                return list;
            }
        },
        EKS {
            @Override
            ObjectNode of(ObjectNode event) throws JsonProcessingException {
                ObjectNode subscription = JSON.createObjectNode();
                subscription.put("messageType", "DATA_MESSAGE").put("owner", "111122223333");
                subscription.put("logGroup", "/aws/eks/prod/cluster");
                subscription
                        .putArray("logEvents")
                        .addObject()
                        .put("id", "1")
                        .put("timestamp", 1772454135000L)
                        .put("message", JSON.writeValueAsString(event));
                return subscription;
            }
        },
        AKS {
            @Override
            ObjectNode of(ObjectNode event) throws JsonProcessingException {
                ObjectNode body = JSON.createObjectNode();
                ObjectNode entry = body.putArray("records").addObject();
                entry.put("category", "kube-audit").put("time", "2026-03-02T12:25:00.1234567Z");
                entry.put(
                        "operationName",
                        "Microsoft.ContainerService/managedClusters/diagnosticLogs/Read");
                entry.put(
                        "resourceId",
                        "/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/"
                                + "MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/PROD");
                entry.putObject("properties")
                        .put("pod", "kube-apiserver-1")
                        .put("log", JSON.writeValueAsString(event) + "\n");
                return body;
            }
        },
        ELASTIC_AGENT {
            @Override
            ObjectNode of(ObjectNode event) {
                ObjectNode document = JSON.createObjectNode();
                document.put("@timestamp", "2026-06-01T00:00:00.000Z");
                document.putObject("data_stream").put("dataset", "kubernetes.audit_logs");
                document.putObject("kubernetes").set("audit", event);
                return document;
            }
        };

        abstract ObjectNode of(ObjectNode event) throws JsonProcessingException;

        private RuleTestCase of(RuleTestCase test) throws JsonProcessingException {
            List<String> documents = new ArrayList<>();
            for (String document : test.documents()) {
                documents.add(of((ObjectNode) JSON.readTree(document)).toString());
            }
            return new RuleTestCase(
                    test.name(),
                    documents,
                    test.matches(),
                    test.evasion(),
                    test.cluster(),
                    test.lists());
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void rulesFindTheSame(Shape shape) throws Exception {
        int cases = 0;
        for (Rule rule : SETTING.rules(List.of(Path.of("job/rules")))) {
            RuleTests tests = new RuleTests(rule, SETTING);
            for (RuleTestCase test :
                    RuleTestFile.load(RuleTestFile.beside(Path.of(rule.file()))).cases()) {
                if (isOfRawAuditEvents(test)) {
                    assertThat(tests.run(shape.of(test)))
                            .as("%s: %s", rule.id(), test.name())
                            .isEmpty();
                    cases++;
                }
            }
        }
        assertThat(cases).isGreaterThan(200);
    }

    private static boolean isOfRawAuditEvents(RuleTestCase test) throws JsonProcessingException {
        for (String document : test.documents()) {
            if (!document.startsWith("{") || !JSON.readTree(document).has("auditID")) {
                return false;
            }
        }
        return true;
    }
}
