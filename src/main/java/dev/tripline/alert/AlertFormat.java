// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** In which shape a sink is given the document of an alert. */
public enum AlertFormat {
    /** Elastic Common Schema, as alerts are made. */
    ECS("ecs-" + AlertBuilder.ECS_VERSION),
    /** Detection Finding of the Open Cybersecurity Schema Framework. */
    OCSF("ocsf-" + OcsfFinding.OCSF_VERSION);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String schemaVersion;

    AlertFormat(String schemaVersion) {
        this.schemaVersion = schemaVersion;
    }

    /** Which version of which schema documents fit, such as {@code ecs-9.0.0}. */
    public String schemaVersion() {
        return schemaVersion;
    }

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
