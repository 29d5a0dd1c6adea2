// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a request to the Kubernetes API ended. */
final class Result {

    static final String DECISION = "kubernetes.audit.annotations.authorization_k8s_io/decision";
    static final String STATUS_CODE = "kubernetes.audit.responseStatus.code";

    private Result() {}

    static ObjectNode json(Facts facts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        facts.text(DECISION).ifPresent(value -> json.put("decision", value));
        facts.first(STATUS_CODE).ifPresent(value -> json.set("status_code", value));
        return json;
    }
}
