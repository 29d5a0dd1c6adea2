// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.eql.Explanation;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Writes an {@link Explanation} as an indented tree. */
final class ExplanationText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SHOWN = 160;
    private static final int INDENT = 2;

    private final PrintWriter out;

    ExplanationText(PrintWriter out) {
        this.out = out;
    }

    /**
     * @param name what the whole condition is called
     */
    void print(String name, Explanation explanation) {
        out.println(" ".repeat(INDENT) + mark(explanation) + name);
        if (explanation.kind() == Explanation.Kind.ALL_OF) {
            explanation.parts().forEach(part -> print(part, 2 * INDENT));
        } else {
            print(explanation, 2 * INDENT);
        }
    }

    private void print(Explanation explanation, int indent) {
        String words =
                switch (explanation.kind()) {
                    case LEAF -> cut(explanation.text()) + seen(explanation);
                    case ALL_OF -> "all of";
                    case ANY_OF -> "any of";
                    case NOT -> "not";
                };
        out.println(" ".repeat(indent) + mark(explanation) + words);
        explanation.parts().forEach(part -> print(part, indent + INDENT));
    }

    private static String mark(Explanation explanation) {
        return explanation.holds() ? "✓ " : "✗ ";
    }

    /** The field is named only where it could be one of several. */
    private static String seen(Explanation leaf) {
        if (leaf.seen().isEmpty()) {
            return "";
        }
        boolean several = leaf.seen().size() > 1;
        return leaf.seen().stream()
                .map(seen -> (several ? seen.field() + ": " : "") + value(seen.value()))
                .collect(Collectors.joining(", ", "  ← ", ""));
    }

    static String value(Object value) {
        if (value == null) {
            return "no value";
        }
        try {
            return cut(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("values are texts, numbers and booleans", e);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN
                ? text
                : text.substring(0, MAX_SHOWN) + "… (" + text.length() + " characters)";
    }
}
