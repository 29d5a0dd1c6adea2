// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/fields.md} against what is derived. */
class FieldsPageTest {

    private static final Path PAGE = Path.of("docs/fields.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the page says of the source of its examples. */
    private static final SourceContext SOURCE =
            new SourceContext(
                    new Cluster("prod", Map.of("prod", "id-1")),
                    new TrustedProxies(List.of(IpBlock.parse("10.9.0.0/16").orElseThrow())),
                    new CallerClasses(
                            List.of(
                                    new CallerClasses.Members(
                                            CallerClass.CI_CD,
                                            NamePatterns.of(List.of("system:serviceaccount:ci:*")),
                                            NamePatterns.of(List.of("id-1"))))),
                    new ExpectedNetworks(
                            List.of(), List.of(IpBlock.parse("10.0.0.0/8").orElseThrow())),
                    Readings.REDACTOR);

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsTrue(String example) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(example);
        ObjectNode derived = JSON.createObjectNode();
        for (String field : DerivedFields.names()) {
            JsonNode value = event.remove(field);
            if (value != null) {
                derived.set(field, value);
            }
        }
        event.put("time", 0);
        String[] asked =
                derived.properties().stream().map(Map.Entry::getKey).toArray(String[]::new);

        Event read =
                Readings.of(Readings.DOCUMENTS, SOURCE, JSON.writeValueAsBytes(event), asked)
                        .event();

        ObjectNode found = JSON.createObjectNode();
        for (String field : asked) {
            found.set(field, JSON.valueToTree(read.get(field)));
        }
        assertThat(found).isEqualTo(derived);
    }

    @Test
    void everyFieldHasAnExample() throws IOException {
        // Depends on the arrival of an event, so no document shows it.
        List<String> shown = new ArrayList<>(List.of(DerivedFields.TIME_SKEWED));
        for (String example : examples().toList()) {
            JSON.readTree(example).fieldNames().forEachRemaining(shown::add);
        }
        assertThat(new TreeSet<>(shown)).containsAll(DerivedFields.names());
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(PAGE)).results().map(FieldsPageTest::body);
    }

    private static String body(MatchResult example) {
        return example.group(1);
    }
}
