// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What was asked of an API, of which object, and how it ended. */
final class CallSection {

    private CallSection() {}

    static void write(ObjectNode document, ObjectNode tripline, Facts call) {
        if (call.isAuditEvent()) {
            writeRequest(document, tripline, call);
        } else if (call.isCloudCall()) {
            writeCloudCall(tripline, call);
        } else {
            writeDockerCall(document, tripline, call);
        }
    }

    private static void writeRequest(ObjectNode document, ObjectNode tripline, Facts request) {
        request.text("kubernetes.audit.requestURI")
                .ifPresent(
                        uri -> {
                            document.putObject("url").put("original", uri);
                            tripline.withObject("/action").put("path", uri);
                        });
        request.text("event.action")
                .ifPresent(verb -> tripline.withObject("/action").put("verb", verb));
        request.first(Result.STATUS_CODE)
                .filter(JsonNode::isIntegralNumber)
                .ifPresent(code -> EcsPath.set(document, "http.response.status_code", code));
        tripline.set("target", Target.of(request).json());
        tripline.set("result", Result.json(request));
    }

    private static void writeCloudCall(ObjectNode tripline, Facts call) {
        ObjectNode action = tripline.putObject("action");
        call.text("event.action").ifPresent(name -> action.put("verb", name));
        CloudCall.service(call).ifPresent(service -> action.put("service", service));
        ObjectNode result = tripline.putObject("result");
        call.text("error.code").ifPresent(code -> result.put("error", code));
    }

    private static void writeDockerCall(ObjectNode document, ObjectNode tripline, Facts call) {
        ObjectNode action = tripline.putObject("action");
        call.text("http.request.method", "event.action")
                .map(method -> method.toUpperCase(Locale.ROOT))
                .ifPresent(
                        method -> {
                            action.put("verb", method);
                            document.withObject("/http/request").put("method", method);
                        });
        call.text("docker.api.path", "url.path").ifPresent(path -> action.put("path", path));
        call.text("url.original")
                .ifPresent(url -> document.withObject("/url").put("original", url));
        call.text("url.path").ifPresent(path -> document.withObject("/url").put("path", path));
        ObjectNode result = tripline.putObject("result");
        call.first("http.response.status_code")
                .filter(JsonNode::isIntegralNumber)
                .ifPresent(
                        code -> {
                            result.set("status_code", code);
                            EcsPath.set(document, "http.response.status_code", code);
                        });
    }
}
