// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.Serializable;
import java.util.List;

/**
 * What to do about an alert.
 *
 * @param triage steps that tell a theft from a false alarm, in their order
 * @param countermeasures what to do if it is one
 */
public record Response(List<String> triage, List<Countermeasure> countermeasures)
        implements Serializable {

    public static final Response NONE = new Response(List.of(), List.of());

    public Response {
        triage = List.copyOf(triage);
        countermeasures = List.copyOf(countermeasures);
    }

    /**
     * A technique of a framework of defence.
     *
     * @param id in MITRE D3FEND
     * @param reference address of its page
     * @param action what it means here, one sentence
     */
    public record Countermeasure(String id, String name, String reference, String action)
            implements Serializable {}

    public boolean isEmpty() {
        return triage.isEmpty() && countermeasures.isEmpty();
    }
}
