// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** In which shape a sink is given the document of an alert. */
public enum AlertFormat {
    /** Elastic Common Schema, as alerts are made. */
    ECS,
    /** Detection Finding of the Open Cybersecurity Schema Framework. */
    OCSF;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The alert with its document, which is ECS, in this shape. */
    public Alert of(Alert alert) {
        if (this == ECS) {
            return alert;
        }
        try {
            String document =
                    JSON.writeValueAsString(OcsfFinding.of(JSON.readTree(alert.document())));
            return new Alert(
                    alert.id(),
                    alert.revision(),
                    alert.state(),
                    alert.ruleId(),
                    alert.severity(),
                    alert.time(),
                    alert.message(),
                    document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("alerts are written by this program", e);
        }
    }
}
