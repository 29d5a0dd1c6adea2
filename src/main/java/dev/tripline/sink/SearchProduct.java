// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.JsonNode;

/** Whose server it is that alerts are indexed in, where the two differ. */
public enum SearchProduct {
    ELASTICSEARCH("Elasticsearch", "/_ilm/policy/", "flattened"),
    OPENSEARCH("OpenSearch", "/_plugins/_ism/policies/", "flat_object");

    private final String title;
    private final String policies;
    private final String flatType;

    SearchProduct(String title, String policies, String flatType) {
        this.title = title;
        this.policies = policies;
        this.flatType = flatType;
    }

    /**
     * @param greeting what the server says at {@code /}
     */
    static SearchProduct of(JsonNode greeting) {
        return greeting.at("/version/distribution").asText().equals("opensearch")
                ? OPENSEARCH
                : ELASTICSEARCH;
    }

    public String title() {
        return title;
    }

    /** Where its lifecycle policies are. */
    String policies() {
        return policies;
    }

    /** Its type for an object of which each leaf is a keyword, and which is one field of the index. */
    String flatType() {
        return flatType;
    }
}
