// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.toml.TomlSection;
import java.util.List;

/** Reads the {@code [[rule.threat]]} tables; what is missing in them is reported and left empty. */
final class ThreatReader {

    private ThreatReader() {}

    static List<Threat> read(TomlSection rule) {
        return rule.tables("threat").stream().map(ThreatReader::threat).toList();
    }

    private static Threat threat(TomlSection threat) {
        return new Threat(
                threat.requiredText("framework"),
                threat.requiredTable("tactic").map(ThreatReader::tactic).orElse(null),
                threat.tables("technique").stream().map(ThreatReader::technique).toList());
    }

    private static Threat.Tactic tactic(TomlSection tactic) {
        return new Threat.Tactic(
                tactic.requiredText("id"),
                tactic.requiredText("name"),
                tactic.requiredText("reference"));
    }

    private static Threat.Technique technique(TomlSection technique) {
        return new Threat.Technique(
                technique.requiredText("id"),
                technique.requiredText("name"),
                technique.requiredText("reference"),
                technique.tables("subtechnique").stream().map(ThreatReader::technique).toList());
    }
}
