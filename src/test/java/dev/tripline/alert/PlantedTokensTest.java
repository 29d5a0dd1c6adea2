// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Hit;
import dev.tripline.detect.QueryRule;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.detect.WindowClass;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tokens wherever somebody could put one. */
class PlantedTokensTest {

    private static final String JWT =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";
    private static final String OPAQUE = "kubeconfig-u-x7k2v9q4m1:8b6f0d3c5a";

    static final List<List<Object>> VALUES =
            List.of(
                    List.of(JWT),
                    List.of(JWT, JWT),
                    List.of("x".repeat(4090) + JWT),
                    List.of("curl", "-H", "Authorization: Bearer " + OPAQUE),
                    List.of("kubectl", "--token", OPAQUE, "get", "pods"),
                    List.of("kubectl", "--token=" + OPAQUE),
                    List.of("sh", "-c", "curl -H 'Authorization: Bearer " + OPAQUE + "' https://x"),
                    List.of("/api/v1/pods?token=" + OPAQUE));

    @ParameterizedTest
    @FieldSource("VALUES")
    void noneOfThemIsInTheAlertOrInWhatWaitsForOne(List<Object> planted) throws Exception {
        Rule single = QueryRule.of("single", "any where true");
        Rule pair =
                QueryRule.of(
                        "pair",
                        "sequence by process.args, tripline.cluster [any where true] with runs=2");
        List<Object> found = new ArrayList<>();
        RuleEvaluator.Output output =
                new RuleEvaluator.Output() {
                    @Override
                    public void detection(Detection detection) {
                        found.add(detection);
                    }

                    @Override
                    public void hit(Hit hit, WindowClass window) {
                        found.add(hit);
                        found.add(
                                new Detection(
                                        hit.ruleKey(), hit.joinKey(), List.of(hit.evidence())));
                    }
                };
        List<Rule> rules = List.of(single, pair);
        FieldSet fields = FieldSet.of(RuleEvaluator.fields(rules, AlertFields.CONTEXT));
        new RuleEvaluator(rules, fields, AlertFields.CONTEXT, new Redactor(new byte[] {1}))
                .evaluate(event(fields, planted), output);

        List<Alert> alerts = new ArrayList<>();
        for (Object one : List.copyOf(found)) {
            if (one instanceof Detection detection) {
                alerts.add(
                        Raised.by(
                                detection.ruleKey().equals(pair.key()) ? pair : single, detection));
            }
        }

        assertThat(alerts).hasSizeGreaterThan(1);
        assertThat(found.toString() + alerts)
                .doesNotContain(JWT.substring(0, 30))
                .doesNotContain(OPAQUE);
    }

    /** Full of {@code planted}. */
    private static Event event(FieldSet fields, List<Object> planted) {
        Object value = planted.size() == 1 ? planted.get(0) : planted.toArray();
        Object[] values = new Object[fields.size()];
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = value;
        }
        return new Event(
                fields,
                values,
                Timestamp.ofMillis(0),
                Identity.of(JWT, null),
                Coordinates.ofLine("test", "events.ndjson", 1));
    }
}
