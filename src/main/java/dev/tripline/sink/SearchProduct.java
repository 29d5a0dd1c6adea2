// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Whose server it is that alerts are indexed in, where the two differ. */
public enum SearchProduct {
    ELASTICSEARCH("Elasticsearch", "/_ilm/policy/"),
    OPENSEARCH("OpenSearch", "/_plugins/_ism/policies/");

    /** Elasticsearch says so in every answer, also to those who may not ask for its version. */
    private static final String HEADER = "X-Elastic-Product";

    private final String title;
    private final String policies;

    SearchProduct(String title, String policies) {
        this.title = title;
        this.policies = policies;
    }

    /**
     * @param answer what the server says at {@code /}
     * @return empty if it is neither's
     */
    static Optional<SearchProduct> of(HttpResponse<byte[]> answer, JsonNode greeting) {
        if (answer.headers().firstValue(HEADER).isPresent()) {
            return Optional.of(ELASTICSEARCH);
        }
        return greeting.at("/version/distribution").asText().equals("opensearch")
                ? Optional.of(OPENSEARCH)
                : Optional.empty();
    }

    public String title() {
        return title;
    }

    /** Where its lifecycle policies are. */
    String policies() {
        return policies;
    }
}
