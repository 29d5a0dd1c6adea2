// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a request to the Kubernetes API was about. A path alone where it was no resource. */
record Target(
        Optional<String> resource,
        Optional<String> subresource,
        Optional<String> namespace,
        Optional<String> name,
        Optional<String> path) {

    private static final String OBJECT = "kubernetes.audit.objectRef.";

    static Target of(Facts facts) {
        return new Target(
                facts.text(OBJECT + "resource"),
                facts.text(OBJECT + "subresource"),
                facts.text(OBJECT + "namespace"),
                facts.text(OBJECT + "name"),
                facts.text("kubernetes.audit.requestURI"));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        resource.ifPresent(value -> json.put("resource", value));
        subresource.ifPresent(value -> json.put("subresource", value));
        namespace.ifPresent(value -> json.put("namespace", value));
        name.ifPresent(value -> json.put("name", value));
        return json;
    }

    String phrase() {
        if (resource.isEmpty()) {
            return path.orElse("something");
        }
        StringBuilder phrase = new StringBuilder(resource.get());
        subresource.ifPresent(value -> phrase.append('/').append(value));
        name.ifPresent(value -> phrase.append(' ').append(value));
        namespace.ifPresent(value -> phrase.append(" in ").append(value));
        return phrase.toString();
    }
}
