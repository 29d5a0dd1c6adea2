// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a few words what an event was. */
final class EventPhrase {

    private static final int MAX_COMMAND_LENGTH = 160;

    private EventPhrase() {}

    static String of(Facts facts) {
        if (facts.isAuditEvent()) {
            return request(facts);
        }
        if (facts.isCloudCall()) {
            return cloudCall(facts);
        }
        if (facts.isDockerCall()) {
            return dockerCall(facts);
        }
        return log(facts)
                .or(() -> file(facts))
                .or(() -> dockerEvent(facts))
                .or(() -> connection(facts))
                .or(() -> command(facts).map(command -> "ran `" + command + "`" + metadata(facts)))
                .or(() -> facts.text("rule.name").map(rule -> "Falco reported \"" + rule + "\""))
                .or(() -> facts.text("event.action"))
                .orElse("an event");
    }

    /** A log is worth an alert for what it shows. */
    private static Optional<String> log(Facts facts) {
        List<JsonNode> secrets = facts.all("tripline.secret.hash");
        List<JsonNode> shown = secrets.isEmpty() ? facts.all("tripline.jwt.hash") : secrets;
        boolean isLog =
                facts.text("event.dataset").filter(name -> name.endsWith("_logs")).isPresent();
        if (!shown.isEmpty()) {
            return Optional.of(
                    (isLog ? "logged " : "showed ")
                            + shown.stream().map(JsonNode::asText).collect(Collectors.joining(", "))
                            + command(facts).map(command -> " in `" + command + "`").orElse(""));
        }
        return isLog
                ? facts.text("message").map(message -> "logged `" + shortened(message) + "`")
                : Optional.empty();
    }

    private static Optional<String> file(Facts facts) {
        return facts.text("file.path")
                .map(
                        path ->
                                process(facts)
                                        + " "
                                        + fileVerb(facts.text("event.action").orElse(""))
                                        + " "
                                        + path);
    }

    private static String fileVerb(String action) {
        return switch (action) {
            case "creation" -> "created";
            case "modification" -> "changed";
            case "deletion" -> "deleted";
            case "rename" -> "renamed";
            case "link" -> "linked";
            default -> "opened";
        };
    }

    private static Optional<String> dockerEvent(Facts facts) {
        if (!facts.isDockerEvent()) {
            return Optional.empty();
        }
        String container =
                facts.text("container.name", "container.id").map(name -> " of " + name).orElse("");
        return Optional.of(
                "Docker told "
                        + facts.text("event.action").orElse("an event")
                        + container
                        + command(facts).map(command -> ": `" + command + "`").orElse(""));
    }

    private static Optional<String> connection(Facts facts) {
        if (!facts.all("process.args").isEmpty()) {
            return Optional.empty();
        }
        return facts.text("destination.ip")
                .map(
                        ip ->
                                process(facts)
                                        + " connected to "
                                        + (ip.contains(":") ? "[" + ip + "]" : ip)
                                        + facts.text("destination.port")
                                                .map(port -> ":" + port)
                                                .orElse("")
                                        + metadata(facts));
    }

    private static String process(Facts facts) {
        return facts.text("process.name", "process.executable").orElse("a process");
    }

    private static String metadata(Facts facts) {
        return facts.all("tripline.metadata.host").isEmpty()
                ? ""
                : " (metadata service"
                        + facts.text("tripline.metadata.provider")
                                .map(provider -> " of " + provider)
                                .orElse("")
                        + ")";
    }

    private static Optional<String> command(Facts facts) {
        // Not distinct values: a command may well repeat an argument.
        JsonNode arguments = facts.fields().path("process.args");
        String line =
                arguments.isArray()
                        ? arguments
                                .valueStream()
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(" "))
                        : facts.text(
                                        "process.args",
                                        "process.command_line",
                                        "process.executable",
                                        "process.name")
                                .orElse("");
        return line.isEmpty() ? Optional.empty() : Optional.of(shortened(line));
    }

    private static String shortened(String line) {
        return line.length() > MAX_COMMAND_LENGTH
                ? line.substring(0, MAX_COMMAND_LENGTH) + "…"
                : line;
    }

    private static String request(Facts facts) {
        StringBuilder phrase = new StringBuilder();
        phrase.append(facts.text("user.name").orElse("somebody"));
        facts.text(Entity.IMPERSONATED).ifPresent(user -> phrase.append(" as ").append(user));
        phrase.append(" asked the Kubernetes API to ");
        phrase.append(facts.text("event.action").orElse("act").toLowerCase(Locale.ROOT));
        phrase.append(' ').append(Target.of(facts).phrase());
        return phrase + result(facts.text(Result.DECISION), facts.text(Result.STATUS_CODE));
    }

    private static String cloudCall(Facts facts) {
        String service = CloudCall.service(facts).map(name -> name + ":").orElse("");
        return CloudCall.caller(facts).orElse("somebody")
                + " called "
                + service
                + facts.text("event.action").orElse("something")
                + facts.text("source.ip", "source.address").map(from -> " from " + from).orElse("")
                + result(facts.text("error.code"));
    }

    private static String dockerCall(Facts facts) {
        String method =
                facts.text("http.request.method", "event.action")
                        .map(name -> name.toUpperCase(Locale.ROOT))
                        .orElse("a request");
        return method
                + facts.text("docker.api.path", "url.path", "url.original")
                        .map(path -> " " + path)
                        .orElse("")
                + facts.text("host.name", "host.id").map(host -> " on host " + host).orElse("")
                + facts.text("user.name").map(user -> " by " + user).orElse("")
                + result(facts.text("http.response.status_code"));
    }

    @SafeVarargs
    private static String result(Optional<String>... parts) {
        String result =
                Stream.of(parts).flatMap(Optional::stream).collect(Collectors.joining(", "));
        return result.isEmpty() ? "" : " (" + result + ")";
    }
}
