// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules look for, as a layer of the ATT&CK Navigator. The score of a technique is the number
 * of its rules.
 *
 * @see <a
 *     href="https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md">the
 *     layer format</a>
 */
final class NavigatorLayer {

    private static final String ATTACK = "MITRE ATT&CK";

    private NavigatorLayer() {}

    /** A technique under a tactic, as the matrix shows it. */
    private record Cell(String technique, String tactic) implements Comparable<Cell> {

        @Override
        public int compareTo(Cell other) {
            int byTechnique = technique.compareTo(other.technique);
            return byTechnique != 0 ? byTechnique : tactic.compareTo(other.tactic);
        }
    }

    static String of(Collection<Rule> rules) throws IOException {
        Map<Cell, List<String>> cells = new TreeMap<>();
        for (Rule rule : rules) {
            for (Threat threat : rule.threats()) {
                if (threat.framework().equals(ATTACK)) {
                    threat.techniques()
                            .forEach(technique -> add(technique, threat.tactic(), rule, cells));
                }
            }
        }
        ObjectMapper json = new ObjectMapper();
        ObjectNode layer = json.createObjectNode();
        layer.put("name", "Tripline");
        layer.putObject("versions").put("layer", "4.5");
        layer.put("domain", "enterprise-attack");
        layer.put("description", "What the loaded rules look for; the score is their number.");
        ArrayNode techniques = layer.putArray("techniques");
        int most = 1;
        for (Map.Entry<Cell, List<String>> cell : cells.entrySet()) {
            ObjectNode technique = techniques.addObject();
            technique.put("techniqueID", cell.getKey().technique());
            technique.put("tactic", cell.getKey().tactic());
            technique.put("score", cell.getValue().size());
            technique.put("comment", String.join("\n", cell.getValue()));
            technique.put("showSubtechniques", true);
            most = Math.max(most, cell.getValue().size());
        }
        ObjectNode gradient = layer.putObject("gradient");
        gradient.putArray("colors").add("#fff2cc").add("#d6604d");
        gradient.put("minValue", 0).put("maxValue", most);
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(layer);
    }

    private static void add(
            Threat.Technique technique,
            Threat.Tactic tactic,
            Rule rule,
            Map<Cell, List<String>> cells) {
        List<String> known =
                cells.computeIfAbsent(
                        new Cell(technique.id(), shortName(tactic)), cell -> new ArrayList<>());
        if (!known.contains(rule.id())) {
            known.add(rule.id());
        }
        technique.subtechniques().forEach(sub -> add(sub, tactic, rule, cells));
    }

    /** {@code credential-access}: what the Navigator calls a tactic. */
    private static String shortName(Threat.Tactic tactic) {
        return tactic.name().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
