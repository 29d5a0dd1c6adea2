// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a few words what an event was. */
final class EventPhrase {

    private static final int MAX_COMMAND_LENGTH = 160;

    private EventPhrase() {}

    static String of(Facts facts) {
        if (facts.isAuditEvent()) {
            return request(facts);
        }
        Optional<String> file = facts.text("file.path");
        if (file.isPresent()) {
            return facts.text("process.name", "process.executable").orElse("a process")
                    + " opened "
                    + file.get();
        }
        return command(facts)
                .map(command -> "ran `" + command + "`")
                .orElseGet(() -> facts.text("event.action").orElse("an event"));
    }

    private static Optional<String> command(Facts facts) {
        // Not distinct values: a command may well repeat an argument.
        JsonNode arguments = facts.fields().path("process.args");
        List<String> words =
                arguments.isArray()
                        ? arguments.valueStream().map(JsonNode::asText).toList()
                        : facts.text("process.args", "process.executable", "process.name").stream()
                                .toList();
        String line = words.stream().collect(Collectors.joining(" "));
        if (line.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                line.length() > MAX_COMMAND_LENGTH
                        ? line.substring(0, MAX_COMMAND_LENGTH) + "…"
                        : line);
    }

    private static String request(Facts facts) {
        StringBuilder phrase = new StringBuilder();
        phrase.append(facts.text("user.name").orElse("somebody"));
        phrase.append(" asked the Kubernetes API to ");
        phrase.append(facts.text("event.action").orElse("act").toLowerCase(Locale.ROOT));
        phrase.append(' ').append(Target.of(facts).phrase());
        String result =
                List.of(
                                facts.text(Result.DECISION).orElse(""),
                                facts.text(Result.STATUS_CODE).orElse(""))
                        .stream()
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
        if (!result.isEmpty()) {
            phrase.append(" (").append(result).append(')');
        }
        return phrase.toString();
    }
}
